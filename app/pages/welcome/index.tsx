import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { createClients } from '../../state/create-clients.ts';
import { createKept } from '../../state/create-kept.ts';
import type { Session } from '../../state/session.ts';
import { createFormats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PickStep } from './pick-step.tsx';
import { TryStep } from './try-step.tsx';
import { readStep, type StepId, steps } from './view.ts';
import { WhatStep } from './what-step.tsx';

/** The first minute: what it does, which agents, one message, done. Left and entered again at any step. */
export function WelcomePage(props: { session: Session; isShown: boolean }): JSX.Element {
  const formats = createFormats();
  const clients = createClients(props.session);
  const kept = createKept('headroom.welcome');
  const [step, setStep] = createSignal<StepId>(readStep(kept.read()));
  let title: HTMLHeadingElement | undefined;
  createEffect(() => props.isShown && void clients.list.reload());
  const go = (next: StepId): void => {
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
      <ol class="steps" aria-label="Steps">
        <For each={steps}>{(each) => <li aria-current={each.id === step() ? 'step' : undefined}>{each.word}</li>}</For>
      </ol>
      <div class="headline">
        <h1 ref={title} tabindex="-1">
          {titles[step()]}
        </h1>
      </div>
      <Show when={clients.list.failure()}>
        {(failure) => (
          <Notice tone="fault" title={failure().message} lines={failure().hint ? [failure().hint ?? ''] : []} />
        )}
      </Show>
      <Switch>
        <Match when={step() === 'what'}>
          <WhatStep session={props.session} clients={clients} formats={formats} onNext={() => go('pick')} />
        </Match>
        <Match when={step() === 'pick'}>
          <PickStep session={props.session} clients={clients} onBack={() => go('what')} onNext={() => go('try')} />
        </Match>
        <Match when={step() === 'try'}>
          <TryStep
            session={props.session}
            clients={clients}
            formats={formats}
            onBack={() => go('pick')}
            onNext={() => go('done')}
          />
        </Match>
        <Match when={step() === 'done'}>
          <section class="card section">
            <p>Headroom works in the background. Home says what it saves, and what it costs when it does not.</p>
            <p>
              <a href="#/clients">Clients</a> shows every file that was changed, pauses and takes back. This guide can
              be run again from there.
            </p>
            <div class="row">
              <button type="button" class="button" data-kind="main" onClick={leave}>
                Go to Home
              </button>
            </div>
          </section>
        </Match>
      </Switch>
      <Show when={step() !== 'done'}>
        <p>
          <button type="button" class="button" onClick={leave}>
            Skip for now
          </button>
        </p>
      </Show>
    </div>
  );
}

const titles: Readonly<Record<StepId, string>> = {
  what: 'Headroom lowers the bill of your agents',
  pick: 'Which agents shall go through Headroom?',
  try: 'Send one message',
  done: 'It works',
};
