import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { Removal } from '../../../sidecar/contract/changes.ts';
import { type ApiFailure, asFailure, createLoaded } from '../../state/create-loaded.ts';
import { groupChanges } from '../../state/group-changes.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { ChangeGroups } from '../../ui/change-groups.tsx';
import { FailureLine } from '../../ui/failure-notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { ToneMark } from '../../ui/tone-mark.tsx';

/** Everything that Headroom has put on this computer, and the button that takes it back. */
export function UninstallPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const { client } = props.session;
  const changes = createLoaded(() => client.changes());
  const [removal, setRemoval] = createSignal<Removal>();
  let title: HTMLHeadingElement | undefined;
  createEffect(() => props.isShown && removal() === undefined && void changes.reload());
  const found = () => groupChanges(changes.value() ?? [], formats);
  const finish = (known: Removal): void => {
    setRemoval(known);
    window.scrollTo(0, 0);
    title?.focus({ preventScroll: true });
  };
  return (
    <div class="page">
      <div class="headline">
        <h1 ref={title} tabindex="-1">
          {texts().changes.uninstall.title}
        </h1>
        <p class="headline-detail">
          {removal() === undefined ? texts().changes.uninstall.before : texts().changes.uninstall.during}
        </p>
      </div>
      <Show when={removal()} fallback={<Listed />}>
        {(known) => <Result removal={known()} />}
      </Show>
    </div>
  );

  function Listed(): JSX.Element {
    return (
      <Switch fallback={<p class="quiet">{texts().changes.looking}</p>}>
        <Match when={changes.failure()}>
          {(failure) => (
            <p role="alert">
              {failure().message} {failure().hint}
            </p>
          )}
        </Match>
        <Match when={changes.value()}>
          <ChangeGroups groups={found()} />
          <Confirm run={() => client.uninstall()} onDone={finish} />
        </Match>
      </Switch>
    );
  }
}

/** Two steps: the second says once more what it does. */
function Confirm(props: { run: () => Promise<Removal>; onDone: (removal: Removal) => void }): JSX.Element {
  const said = (): Texts['changes']['uninstall'] => texts().changes.uninstall;
  const [isAsked, setAsked] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure>();
  let first: HTMLButtonElement | undefined;
  let keep: HTMLButtonElement | undefined;
  // Buttons change places: who came by keyboard goes on from the one that changes nothing.
  const ask = (next: boolean): void => {
    setAsked(next);
    (next ? keep : first)?.focus();
  };
  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      props.onDone(await props.run());
    } catch (error) {
      setFailure(asFailure(error));
    }
    setBusy(false);
  };
  return (
    <section class="card section" aria-labelledby="sure-title">
      <h2 id="sure-title">{said().all}</h2>
      <p>{said().agents}</p>
      <div class="row">
        <Show
          when={isAsked()}
          fallback={
            <button ref={first} type="button" class="button" onClick={() => ask(true)}>
              {said().remove}
            </button>
          }
        >
          <button type="button" class="button" data-kind="main" disabled={isBusy()} onClick={() => void run()}>
            {isBusy() ? said().removing : said().confirm}
          </button>
          <button ref={keep} type="button" class="button" disabled={isBusy()} onClick={() => ask(false)}>
            {said().keep}
          </button>
        </Show>
      </div>
      <FailureLine failure={failure()} />
    </section>
  );
}

function Line(props: { tone: 'fine' | 'care'; text: string }): JSX.Element {
  return (
    <li class="what">
      <ToneMark tone={props.tone} />
      <span>{props.text}</span>
    </li>
  );
}

function Result(props: { removal: Removal }): JSX.Element {
  const said = (): Texts['changes']['uninstall'] => texts().changes.uninstall;
  return (
    <>
      <section class="card section" aria-label={said().result} role="status">
        <h2>{props.removal.left.length === 0 ? said().done : said().notAll}</h2>
        <ul class="lines">
          <For each={props.removal.left}>{(line) => <Line tone="care" text={line} />}</For>
          <For each={props.removal.removed}>{(line) => <Line tone="fine" text={line} />}</For>
        </ul>
        <p>
          {said().ends}
          <Show when={props.removal.left.length > 0}> {said().recordsStay}</Show>
        </p>
      </section>
      <section class="card section" aria-label={said().left}>
        <p>
          <Prose text={said().program} />
        </p>
      </section>
    </>
  );
}
