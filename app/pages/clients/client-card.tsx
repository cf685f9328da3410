import { createSignal, For, type JSX, Show } from 'solid-js';
import type { ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import type { ClientChange, Clients } from '../../state/create-clients.ts';
import { describeClientState } from '../../state/describe-client.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { ToneMark } from '../../ui/tone-mark.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { actionsOf, describeSaving } from './view.ts';

interface CardProps {
  row: ClientRow;
  clients: Clients;
  session: Session;
  formats: Formats;
  now: number;
  onDone: (results: readonly ClientResult[]) => void;
}

/** One client: where it goes, when it was seen, what it saved, and the way to change that. */
export function ClientCard(props: CardProps): JSX.Element {
  const said = (): Texts['clients'] => texts().clients;
  const [open, setOpen] = createSignal<ClientChange>();
  const state = () => describeClientState(props.row);
  const seenAt = (): number | null => props.clients.seen(props.row.id)?.at ?? props.row.lastSeenAt;
  const facts = (): string =>
    [
      props.row.version === null ? '' : said().version(props.row.version),
      seenAt() === null ? said().notSeen : said().lastSeen(props.formats.ago(seenAt() ?? 0, props.now)),
      describeSaving(props.row, props.clients.summary.value(), props.formats),
    ]
      .filter((fact) => fact !== '')
      .join(' · ');
  const done = (results: readonly ClientResult[]): void => {
    setOpen(undefined);
    props.onDone(results);
  };
  return (
    <li class="card section client" data-state={props.row.state}>
      <div class="section-head">
        <div class="client-name">
          <h2>{props.row.name}</h2>
          <span class="what">
            <ToneMark tone={state().tone} />
            <span>{state().word}</span>
          </span>
        </div>
        <div class="row">
          <For each={actionsOf(props.row)}>
            {(action, at) => (
              <button
                type="button"
                class="button"
                data-kind={at() === 0 && props.row.state !== 'connected' && props.row.installed ? 'main' : undefined}
                aria-expanded={open() === action.change}
                disabled={props.clients.isBusy()}
                onClick={() => setOpen(open() === action.change ? undefined : action.change)}
              >
                {action.word}
                <span class="only-spoken"> {props.row.name}</span>
              </button>
            )}
          </For>
        </div>
      </div>
      <p>{state().sentence}</p>
      <p class="quiet small">{facts()}</p>
      <Show when={props.row.findings.some((finding) => finding.level !== 'ok')}>
        <ul class="findings">
          <For each={props.row.findings.filter((finding) => finding.level !== 'ok')}>
            {(finding) => (
              <li class="what">
                <ToneMark tone={finding.level === 'broken' ? 'fault' : 'care'} />
                <div class="finding">
                  {finding.message}
                  <Show when={finding.hint}>
                    <p class="quiet">{finding.hint}</p>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={open()} keyed>
        {(change) => (
          <Rehearsal
            row={props.row}
            change={change}
            clients={props.clients}
            onCopy={(text) => props.session.host.copyText(text)}
            onCancel={() => setOpen(undefined)}
            onDone={done}
          />
        )}
      </Show>
    </li>
  );
}
