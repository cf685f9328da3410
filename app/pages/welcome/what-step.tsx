import { createSignal, For, type JSX, Show } from 'solid-js';
import type { DemoReport } from '../../../sidecar/contract/api.ts';
import type { Clients } from '../../state/create-clients.ts';
import { type ApiFailure, asFailure } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import type { Formats } from '../../ui/format.ts';
import { describeDemo } from './view.ts';
import { WhatChanges } from './what-changes.tsx';

const promises = [
  'It stands between your agents and their provider, on this computer only, and shortens long tool results before they are sent: logs, listings, search hits, documents.',
  'It never changes what you or the model said, nor what the provider has cached. What is left out stays on this computer and can be asked for again.',
  'When anything of it fails, the original goes out as it came. When it costs money instead of saving it, it says so.',
  'Nothing is sent anywhere else: no account, no telemetry.',
];

/** What it does and what it will change, before anything is changed. */
export function WhatStep(props: {
  session: Session;
  clients: Clients;
  formats: Formats;
  onNext: () => void;
}): JSX.Element {
  return (
    <>
      <section class="card section" aria-label="What Headroom does">
        <ul class="points">
          <For each={promises}>{(promise) => <li>{promise}</li>}</For>
        </ul>
        <p>
          Nothing of yours is changed before you have seen it. What there is and what would come stands below; the same
          list is what <a href="#/uninstall">Uninstall</a> takes back.
        </p>
        <div class="row">
          <button type="button" class="button" data-kind="main" onClick={() => props.onNext()}>
            Pick agents
          </button>
        </div>
      </section>
      <Demo session={props.session} formats={props.formats} />
      <WhatChanges session={props.session} clients={props.clients} formats={props.formats} />
    </>
  );
}

/** The main job without a key: both bills of a scripted session. */
function Demo(props: { session: Session; formats: Formats }): JSX.Element {
  const { formats } = props;
  const [report, setReport] = createSignal<DemoReport>();
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [isRunning, setRunning] = createSignal(false);
  const run = async (): Promise<void> => {
    setRunning(true);
    setFailure(undefined);
    try {
      setReport(await props.session.client.demo());
    } catch (error) {
      setFailure(asFailure(error));
    }
    setRunning(false);
  };
  return (
    <section class="card section" aria-labelledby="demo-title">
      <div class="section-head">
        <h2 id="demo-title">Try it without a key</h2>
        <button type="button" class="button" disabled={isRunning()} onClick={() => void run()}>
          {isRunning() ? 'Replaying …' : 'Try the demo'}
        </button>
      </div>
      <p class="quiet" role="status">
        <Show
          when={report()}
          fallback="Replays one agent session against a provider that runs on this computer, direct and through Headroom."
        >
          {(known) => <>{describeDemo(known(), formats)}</>}
        </Show>
      </p>
      <Show when={failure()}>
        {(known) => (
          <p role="alert">
            {known().message} {known().hint ?? 'Try it again, or run headroom demo.'}
          </p>
        )}
      </Show>
      <Show when={report()}>
        {(known) => (
          <table class="plain-table" aria-label="Both bills, request by request">
            <thead>
              <tr>
                <th scope="col">New in this request</th>
                <th scope="col" class="number hide-narrow">
                  Sent
                </th>
                <th scope="col" class="number">
                  Direct
                </th>
                <th scope="col" class="number">
                  Headroom
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={known().turns}>
                {(turn) => (
                  <tr>
                    <th scope="row">{turn.carried}</th>
                    <td class="number hide-narrow">
                      {turn.bytesBefore === 0
                        ? '–'
                        : `${formats.compact(turn.bytesBefore)} → ${formats.compact(turn.bytesAfter)}`}
                    </td>
                    <td class="number">{formats.usd(turn.directUsd)}</td>
                    <td class="number money" data-tone={turn.oursUsd > turn.directUsd + 1e-9 ? 'loss' : 'plain'}>
                      {formats.usd(turn.oursUsd)}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        )}
      </Show>
    </section>
  );
}
