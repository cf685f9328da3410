import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { UsageStudy } from '../../../sidecar/contract/studies.ts';
import { createNow } from '../../state/create-now.ts';
import { createStudy } from '../../state/create-study.ts';
import { clientName } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
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
        words={[texts().optimise.usage.read, texts().optimise.usage.readAgain]}
        isReady={true}
        now={now()}
        formats={props.formats}
      />
      <Show when={report()}>
        <Comparison study={state.study.value()} formats={props.formats} />
        <Rows study={state.study.value()} formats={props.formats} />
        <Show when={report()?.troubles.length}>
          <details>
            <summary>{texts().optimise.usage.notInFigures}</summary>
            <ul class="points small">
              <For each={report()?.troubles}>{(line) => <li>{line}</li>}</For>
            </ul>
          </details>
        </Show>
        <p class="quiet small">{texts().optimise.usage.note}</p>
      </Show>
    </>
  );
}

function Comparison(props: { study: UsageStudy | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const said = (): Texts['optimise']['usage'] => texts().optimise.usage;
  const rows = createMemo(() => compareClients(props.study));
  const usd = (value: number | null): string => (value === null ? '–' : formats.usd(value));
  return (
    <section class="card section" aria-labelledby="compare-title">
      <h2 id="compare-title">{said().compare}</h2>
      <Show when={rows().length > 0} fallback={<p class="quiet">{said().noDays}</p>}>
        <table class="plain-table" aria-labelledby="compare-title">
          <thead>
            <tr>
              <th scope="col">{texts().words.client}</th>
              <th scope="col" class="number">
                {said().before}
              </th>
              <th scope="col" class="number">
                {said().after}
              </th>
              <th scope="col" class="number hide-narrow">
                {texts().words.fromCache}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <th scope="row">
                    {clientName(row.client)}
                    <span class="quiet small"> {said().since(formats.day(row.sinceMs, 'short'))}</span>
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
        <p class="quiet small">{said().compareNote}</p>
      </Show>
    </section>
  );
}

function Rows(props: { study: UsageStudy | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const [by, setBy] = createSignal<UsageGrouping>('day');
  const [isAll, setAll] = createSignal(false);
  const rows = createMemo(() => listRows(props.study, by(), formats));
  const shown = () => (isAll() ? rows() : rows().slice(0, FEW));
  const said = (): Texts['optimise']['usage'] => texts().optimise.usage;
  const heads = (): readonly string[] => [said().answersHead, said().input, texts().words.fromCache, said().output];
  return (
    <section class="card section" aria-labelledby="usage-title">
      <div class="section-head">
        <h2 id="usage-title">{said().used}</h2>
        <Choice
          label={said().sumUpBy}
          options={nameOptions(groupings, said().groupings)}
          value={by()}
          onChoose={setBy}
        />
      </div>
      <table class="plain-table usage-table" aria-labelledby="usage-title">
        <thead>
          <tr>
            <th scope="col">{said().groupings[by()]}</th>
            <For each={heads()}>
              {(head) => (
                <th scope="col" class="number hide-narrow">
                  {head}
                </th>
              )}
            </For>
            <th scope="col" class="number">
              {said().cost}
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
            {texts().words.showAll(formats.count(rows().length))}
          </button>
        </div>
      </Show>
    </section>
  );
}
