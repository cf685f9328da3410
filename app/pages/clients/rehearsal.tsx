import { For, type JSX, Match, Show, Switch } from 'solid-js';
import type { ClientPlan, ClientResult, ClientRow, FileChange } from '../../../sidecar/contract/clients.ts';
import type { ClientChange, Clients } from '../../state/create-clients.ts';
import { createLoaded } from '../../state/create-loaded.ts';
import { texts } from '../../texts/index.ts';
import { FileChangeView } from '../../ui/file-change.tsx';
import { PlanRemarks } from '../../ui/plan-remarks.tsx';
import { describeNothing } from './view.ts';

interface RehearsalProps {
  row: ClientRow;
  change: ClientChange;
  clients: Clients;
  onCopy: (text: string) => Promise<boolean>;
  onCancel: () => void;
  onDone: (results: readonly ClientResult[]) => void;
}

/** Exactly what would be written, before the button that writes it. */
export function Rehearsal(props: RehearsalProps): JSX.Element {
  const plan = createLoaded(
    async (): Promise<ClientPlan | readonly ClientResult[]> =>
      props.change === 'connect'
        ? props.clients.plan(props.row.id)
        : props.clients.rehearse(props.row.id, 'disconnect'),
  );
  void plan.reload();
  const connect = (): ClientPlan | undefined => {
    const known = plan.value();
    return known && !Array.isArray(known) ? (known as ClientPlan) : undefined;
  };
  const results = (): readonly ClientResult[] => (Array.isArray(plan.value()) ? (plan.value() as ClientResult[]) : []);
  const changes = (): readonly FileChange[] => connect()?.changes ?? results().flatMap((result) => result.changes);
  const run = async (): Promise<void> => props.onDone(await props.clients.change(props.row.id, props.change));
  const canRun = (): boolean => changes().length > 0 || props.change === 'disconnect';
  return (
    <div class="rehearsal section">
      <Switch fallback={<p class="quiet">{texts().clients.reading}</p>}>
        <Match when={plan.failure()}>
          {(failure) => (
            <p>
              {failure().message} {failure().hint}
            </p>
          )}
        </Match>
        <Match when={plan.value()}>
          <For each={changes()}>{(change) => <FileChangeView change={change} />}</For>
          <Show when={props.change === 'disconnect' && changes().length === 0}>
            <p>{describeNothing(results())}</p>
          </Show>
          <Show when={connect()}>{(known) => <PlanRemarks plan={known()} onCopy={props.onCopy} />}</Show>
          <div class="row">
            <Show when={canRun()}>
              <button
                type="button"
                class="button"
                data-kind="main"
                disabled={props.clients.isBusy()}
                onClick={() => void run()}
              >
                {props.change === 'connect'
                  ? texts().clients.connectNow(props.row.name)
                  : texts().clients.disconnectNow(props.row.name)}
              </button>
            </Show>
            <button type="button" class="button" onClick={() => props.onCancel()}>
              {canRun() ? texts().words.cancel : texts().words.close}
            </button>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
