import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import { createClients } from '../../state/create-clients.ts';
import { createKept } from '../../state/create-kept.ts';
import type { Session } from '../../state/session.ts';
import { createFormats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { DoneStep } from './done-step.tsx';
import { PickStep } from './pick-step.tsx';
import { TryStep } from './try-step.tsx';
import { hasCome, readStep, type StepId, steps } from './view.ts';
import { WhatStep } from './what-step.tsx';

/** The first minute: what it does, which agents, one message, done. Left and entered again at any step. */
export function WelcomePage(props: { session: Session; isShown: boolean }): JSX.Element {
  const formats = createFormats();
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
        <ol class="steps" aria-label="Steps">
          <For each={steps}>
            {(each) => <li aria-current={each.id === step() ? 'step' : undefined}>{each.word}</li>}
          </For>
        </ol>
        <Show when={step() !== 'done'}>
          <button type="button" class="button" onClick={leave}>
            Skip for now
          </button>
        </Show>
      </div>
      <div class="headline">
        <h1 ref={title} tabindex="-1">
          {step() === 'done' && !isProven() ? 'Nothing has come through yet' : titles[step()]}
        </h1>
      </div>
      <Obstacle session={props.session} failure={clients.list.failure()} onAgain={() => void clients.list.reload()} />
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

/** What keeps this page from going on, and the next step. */
function Obstacle(props: {
  session: Session;
  failure: { readonly message: string; readonly hint?: string | undefined } | undefined;
  onAgain: () => void;
}): JSX.Element {
  const { status } = props.session;
  return (
    <Switch>
      <Match when={status().state === 'unauthorised'}>
        <Notice
          tone="fault"
          title={status().sentence}
          lines={status().lines}
          action={{ label: 'Reload', run: () => location.reload() }}
        />
      </Match>
      <Match when={status().state === 'offline'}>
        <Notice tone="fault" title="Headroom does not run." lines={status().lines} />
      </Match>
      <Match when={props.failure}>
        {(failure) => (
          <Notice
            tone="fault"
            title={failure().message}
            lines={failure().hint ? [failure().hint ?? ''] : []}
            action={{ label: 'Look again', run: props.onAgain }}
          />
        )}
      </Match>
    </Switch>
  );
}

const titles: Readonly<Record<StepId, string>> = {
  what: 'Headroom lowers the bill of your agents',
  pick: 'Which agents shall go through Headroom?',
  try: 'Send one message',
  done: 'It works',
};
