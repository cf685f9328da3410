import { createSignal, For, type JSX, Show } from 'solid-js';
import type { DemoReport } from '../../../sidecar/contract/api.ts';
import type { Clients } from '../../state/create-clients.ts';
import { type ApiFailure, asFailure } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { Points } from '../../ui/points.tsx';
import { Prose } from '../../ui/prose.tsx';
import { describeDemo } from './view.ts';
import { WhatChanges } from './what-changes.tsx';

/** What it does and what it will change, before anything is changed. */
export function WhatStep(props: {
  session: Session;
  clients: Clients;
  formats: Formats;
  onNext: () => void;
}): JSX.Element {
  return (
    <>
      <section class="card section" aria-label={texts().welcome.what.label}>
        <Points texts={texts().welcome.what.promises} />
        <p>
          <Prose text={texts().welcome.what.before} />
        </p>
        <div class="row">
          <button type="button" class="button" data-kind="main" onClick={() => props.onNext()}>
            {texts().welcome.steps.pick}
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
  const said = (): Texts['welcome']['demo'] => texts().welcome.demo;
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
        <h2 id="demo-title">{said().title}</h2>
        <button type="button" class="button" disabled={isRunning()} onClick={() => void run()}>
          {isRunning() ? said().running : said().run}
        </button>
      </div>
      <p class="quiet" role="status">
        <Show when={report()} fallback={said().about}>
          {(known) => <>{describeDemo(known(), formats)}</>}
        </Show>
      </p>
      <Show when={failure()}>
        {(known) => (
          <p role="alert">
            {known().message} {known().hint ?? said().failedHint}
          </p>
        )}
      </Show>
      <Show when={report()}>
        {(known) => (
          <table class="plain-table" aria-label={said().table}>
            <thead>
              <tr>
                <th scope="col">{said().carried}</th>
                <th scope="col" class="number hide-narrow">
                  {texts().words.sent}
                </th>
                <th scope="col" class="number">
                  {texts().words.direct}
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
