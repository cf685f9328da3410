import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import { createClients } from '../../state/create-clients.ts';
import { createKept } from '../../state/create-kept.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { ConnectionNotice } from '../../ui/connection-notice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { DoneStep } from './done-step.tsx';
import { PickStep } from './pick-step.tsx';
import { TryStep } from './try-step.tsx';
import { hasCome, readStep, type StepId, steps } from './view.ts';
import { WhatStep } from './what-step.tsx';

/** The first minute: what it does, which agents, one message, done. Left and entered again at any step. */
export function WelcomePage(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const clients = createClients(props.session);
  const kept = createKept('headroom.welcome');
  const keptSince = createKept('headroom.welcome.since');
  const [step, setStep] = createSignal<StepId>(readStep(kept.read()));
  const [sinceMs, setSince] = createSignal(Number(keptSince.read() ?? Date.now()));
  const [first, setFirst] = createSignal<ExchangeRow>();
  let title: HTMLHeadingElement | undefined;
  props.session.live.onExchange((row) => step() === 'try' && setFirst((known) => known ?? row));
  // Again when the connection comes: what was sent before it is in the list.
  createEffect(() => props.isShown && props.session.live.state() !== 'offline' && void clients.list.reload());
  const isProven = (): boolean =>
    first() !== undefined || (clients.list.value() ?? []).some((row) => hasCome(row, sinceMs()));
  const go = (next: StepId): void => {
    if (next === 'try') {
      setSince(Date.now());
      keptSince.write(String(sinceMs()));
      setFirst(undefined);
    }
    setStep(next);
    kept.write(next);
    window.scrollTo(0, 0);
    title?.focus({ preventScroll: true });
  };
  const leave = (): void => {
    kept.write('what');
    setStep('what');
    location.assign('#/');
  };
  return (
    <div class="page">
      <div class="row">
        <ol class="steps" aria-label={texts().welcome.stepsLabel}>
          <For each={steps}>
            {(each) => <li aria-current={each === step() ? 'step' : undefined}>{texts().welcome.steps[each]}</li>}
          </For>
        </ol>
        <Show when={step() !== 'done'}>
          <button type="button" class="button" onClick={leave}>
            {texts().welcome.skip}
          </button>
        </Show>
      </div>
      <div class="headline">
        <h1 ref={title} tabindex="-1">
          {step() === 'done' && !isProven() ? texts().welcome.nothingYet : texts().welcome.titles[step()]}
        </h1>
      </div>
      <ConnectionNotice status={props.session.status()} offlineTitle={texts().welcome.offline}>
        <FailureNotice
          failure={clients.list.failure()}
          word={texts().words.lookAgain}
          again={() => void clients.list.reload()}
        />
      </ConnectionNotice>
      <Switch>
        <Match when={step() === 'what'}>
          <WhatStep session={props.session} clients={clients} formats={formats} onNext={() => go('pick')} />
        </Match>
        <Match when={step() === 'pick'}>
          <PickStep session={props.session} clients={clients} onBack={() => go('what')} onNext={() => go('try')} />
        </Match>
        <Match when={step() === 'try'}>
          <TryStep
            clients={clients}
            formats={formats}
            first={first()}
            sinceMs={sinceMs()}
            onBack={() => go('pick')}
            onNext={() => go('done')}
          />
        </Match>
        <Match when={step() === 'done'}>
          <DoneStep isProven={isProven()} onBack={() => go('try')} onLeave={leave} />
        </Match>
      </Switch>
    </div>
  );
}
