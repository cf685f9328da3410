import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { UsageStudy } from '../../../sidecar/contract/studies.ts';
import { createNow } from '../../state/create-now.ts';
import { createStudy } from '../../state/create-study.ts';
import { clientName } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { Choice } from '../../ui/choice.tsx';
import type { Formats } from '../../ui/format.ts';
import { RunBar } from './run-bar.tsx';
import {
  compareClients,
  describeUsage,
  groupings,
  listRows,
  makeUsageTitle,
  type UsageGrouping,
} from './usage-view.ts';

/** Rows that are shown before somebody asks for all. */
const FEW = 30;

/** What the transcripts on this computer say was used: also what never went through Headroom. */
export function Usage(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const now = createNow();
  const state = createStudy<UsageStudy>(props.session, 'usage', {
    load: () => props.session.client.usage(),
    project: () => null,
    isShown: () => props.isShown,
  });
  const report = () => state.study.value()?.report ?? null;
  return (
    <>
      <div class="headline">
        <h1 tabindex="-1">{makeUsageTitle(report(), props.formats)}</h1>
        <p class="headline-detail">{describeUsage(report(), props.formats)}</p>
      </div>
      <RunBar
        state={state}
        words={['Read the transcripts', 'Read again']}
        isReady={true}
        now={now()}
        formats={props.formats}
      />
      <Show when={report()}>
        <Comparison study={state.study.value()} formats={props.formats} />
        <Rows study={state.study.value()} formats={props.formats} />
        <Show when={report()?.troubles.length}>
          <details>
            <summary>What is not in these figures</summary>
            <ul class="points small">
              <For each={report()?.troubles}>{(line) => <li>{line}</li>}</For>
            </ul>
          </details>
        </Show>
        <p class="quiet small">
          Dollars are list prices of what the transcripts count; a subscription is not billed by them.
        </p>
      </Show>
    </>
  );
}

function Comparison(props: { study: UsageStudy | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const rows = createMemo(() => compareClients(props.study));
  const usd = (value: number | null): string => (value === null ? '–' : formats.usd(value));
  return (
    <section class="card section" aria-labelledby="compare-title">
      <h2 id="compare-title">Dollars per answer, before and after a client was connected</h2>
      <Show
        when={rows().length > 0}
        fallback={<p class="quiet">No client has days both before and after its first request through Headroom.</p>}
      >
        <table class="plain-table" aria-labelledby="compare-title">
          <thead>
            <tr>
              <th scope="col">Client</th>
              <th scope="col" class="number">
                Before
              </th>
              <th scope="col" class="number">
                After
              </th>
              <th scope="col" class="number hide-narrow">
                From cache
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <th scope="row">
                    {clientName(row.client)}
                    <span class="quiet small"> since {formats.day(row.sinceMs, 'short')}</span>
                  </th>
                  <td class="number">{usd(row.before.usdPerRequest)}</td>
                  <td class="number">{usd(row.after.usdPerRequest)}</td>
                  <td class="number hide-narrow">
                    {formats.share(row.before.cacheShare)} → {formats.share(row.after.cacheShare)}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <p class="quiet small">
          A look, not a measurement: the work of both times differs. What Headroom saved stands on Home.
        </p>
      </Show>
    </section>
  );
}

function Rows(props: { study: UsageStudy | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const [by, setBy] = createSignal<UsageGrouping>('day');
  const [isAll, setAll] = createSignal(false);
  const rows = createMemo(() => listRows(props.study, by()));
  const shown = () => (isAll() ? rows() : rows().slice(0, FEW));
  const heads = ['Answers', 'Input', 'From cache', 'Output'];
  return (
    <section class="card section" aria-labelledby="usage-title">
      <div class="section-head">
        <h2 id="usage-title">What was used</h2>
        <Choice label="Sum up by" options={groupings} value={by()} onChoose={setBy} />
      </div>
      <table class="plain-table usage-table" aria-labelledby="usage-title">
        <thead>
          <tr>
            <th scope="col">{groupings.find(({ value }) => value === by())?.word}</th>
            <For each={heads}>
              {(head) => (
                <th scope="col" class="number hide-narrow">
                  {head}
                </th>
              )}
            </For>
            <th scope="col" class="number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(row) => (
              <tr>
                <th scope="row" class="clip" title={row.label}>
                  {row.label}
                </th>
                <td class="number hide-narrow">{formats.count(row.requests)}</td>
                <td class="number hide-narrow">{formats.compact(row.input)}</td>
                <td class="number hide-narrow">{formats.compact(row.read)}</td>
                <td class="number hide-narrow">{formats.compact(row.output)}</td>
                <td class="number">{row.costUsd === null ? '–' : formats.usd(row.costUsd)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={rows().length > shown().length}>
        <div class="row">
          <button type="button" class="button" onClick={() => setAll(true)}>
            Show all {formats.count(rows().length)}
          </button>
        </div>
      </Show>
    </section>
  );
}
