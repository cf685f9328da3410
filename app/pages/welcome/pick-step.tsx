import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { ClientPlan, ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import type { Clients } from '../../state/create-clients.ts';
import { createLoaded } from '../../state/create-loaded.ts';
import { describeClientState, describeResult } from '../../state/describe-client.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { FileChangeView } from '../../ui/file-change.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PlanRemarks } from '../../ui/plan-remarks.tsx';
import { Prose } from '../../ui/prose.tsx';
import { listFiles, nextSteps, preselect } from './view.ts';

interface PickProps {
  session: Session;
  clients: Clients;
  onBack: () => void;
  onNext: () => void;
}

/** The agents on this computer, each with the exact change to its files; then all picked ones at once. */
export function PickStep(props: PickProps): JSX.Element {
  const [picked, setPicked] = createSignal<readonly string[]>();
  const [failed, setFailed] = createSignal<readonly ClientResult[]>([]);
  const here = createMemo(() => (props.clients.list.value() ?? []).filter((row) => row.state !== 'not-installed'));
  const ids = (): readonly string[] => picked() ?? preselect(here());
  const plans = createLoaded(() => Promise.all(ids().map(async (id) => props.clients.plan(id))));
  createEffect(on([ids, here], () => void plans.reload()));
  const toggle = (id: string): void =>
    void setPicked(ids().includes(id) ? ids().filter((each) => each !== id) : [...ids(), id]);
  const connect = async (): Promise<void> => {
    const results: ClientResult[] = [];
    for (const id of ids()) {
      results.push(...(await props.clients.change(id, 'connect')));
      if (props.clients.failure() !== undefined) break;
    }
    const bad = results.filter((result) => result.outcome === 'failed');
    setFailed(bad);
    setPicked(bad.length > 0 ? bad.map((result) => result.id) : undefined);
    if (bad.length === 0 && props.clients.failure() === undefined) props.onNext();
  };
  const files = createMemo(() => listFiles(plans.value() ?? []));
  return (
    <>
      <Show when={props.clients.failure()}>
        {(failure) => (
          <Notice
            tone="fault"
            title={failure().message}
            lines={[failure().hint ?? texts().welcome.pick.failedHint]}
            action={{ label: texts().words.lookAgain, run: () => void props.clients.list.reload() }}
          />
        )}
      </Show>
      <Show when={failed().length > 0}>
        <Notice
          tone="fault"
          title={failed().map(describeResult).join(' ')}
          lines={nextSteps(failed())}
          link={{ word: texts().words.lookAtClients, href: '#/clients' }}
        />
      </Show>
      <Show when={props.clients.list.value() !== undefined && here().length === 0}>
        <p>
          <Prose text={texts().welcome.pick.none} />
        </p>
      </Show>
      <ul class="section">
        <For each={here().map((row) => row.id)}>
          {(id) => (
            <Show when={here().find((row) => row.id === id)}>
              {(row) => (
                <Pick
                  row={row()}
                  plan={plans.value()?.find((plan) => plan.id === id)}
                  isPicked={ids().includes(id)}
                  onToggle={() => toggle(id)}
                  session={props.session}
                />
              )}
            </Show>
          )}
        </For>
      </ul>
      <FailureNotice failure={plans.failure()} word={texts().words.lookAgain} again={() => void plans.reload()} />
      <p class="quiet" role="status">
        {files().length === 0 ? texts().welcome.pick.noFile : texts().welcome.pick.files(files())}
      </p>
      <div class="row">
        <Show when={ids().length > 0}>
          <button
            type="button"
            class="button"
            data-kind="main"
            disabled={props.clients.isBusy()}
            onClick={() => void connect()}
          >
            {texts().welcome.pick.connect(ids().length)}
          </button>
        </Show>
        <Show when={here().some((row) => row.state === 'connected')}>
          <button
            type="button"
            class="button"
            data-kind={ids().length === 0 ? 'main' : undefined}
            onClick={() => props.onNext()}
          >
            {texts().welcome.pick.goOn}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => props.onBack()}>
          {texts().words.back}
        </button>
      </div>
    </>
  );
}

function Pick(props: {
  row: ClientRow;
  plan: ClientPlan | undefined;
  isPicked: boolean;
  onToggle: () => void;
  session: Session;
}): JSX.Element {
  const isDone = (): boolean => props.row.state === 'connected';
  return (
    <li class="card section">
      <label class="pick">
        <input type="checkbox" checked={props.isPicked || isDone()} disabled={isDone()} onChange={props.onToggle} />
        {props.row.name}
        <span class="quiet small">{describeClientState(props.row).word}</span>
      </label>
      <Show when={props.isPicked && props.plan}>
        {(plan) => (
          <>
            <For each={plan().changes}>{(change) => <FileChangeView change={change} />}</For>
            <PlanRemarks plan={plan()} onCopy={(text) => props.session.host.copyText(text)} />
          </>
        )}
      </Show>
    </li>
  );
}
