import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import type { History } from '../../../sidecar/contract/api.ts';
import { createHistory, type GroupChoice, type HistoryState, type SpanChoice } from '../../state/create-history.ts';
import { activityHref } from '../../state/create-route.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Chart, type ChartPicture } from '../../ui/chart.tsx';
import { ChartLegend } from '../../ui/chart-legend.tsx';
import { ChartTable } from '../../ui/chart-table.tsx';
import { Choice } from '../../ui/choice.tsx';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import { GroupTable } from './group-table.tsx';
import {
  type Bar,
  lastBusy,
  type Measure,
  makeBars,
  makeCsv,
  makeTicks,
  nameBar,
  readBar,
  stack,
  tabulate,
} from './history-view.ts';

const spans = ['day', 'month', 'all'] as const satisfies readonly SpanChoice[];
const measures = ['usd', 'tokens'] as const satisfies readonly Measure[];
const groups = ['none', 'client', 'model'] as const satisfies readonly GroupChoice[];

const CHART_HEIGHT = 220;
const CACHE_HEIGHT = 64;

/** What was spent over time beside what it would have been, read bar by bar. */
export function HistoryCard(props: { session: Session; formats: Formats }): JSX.Element {
  const { formats } = props;
  const state = createHistory(props.session);
  const said = (): Texts['home']['history'] => texts().home.history;
  const [measure, setMeasure] = createSignal<Measure>('usd');
  const [only, setOnly] = createSignal<string | null>(null);
  createEffect(on([state.group, state.span, state.startMs], () => setOnly(null), { defer: true }));
  return (
    <section class="card history" aria-labelledby="history-title">
      <div class="section-head">
        <h2 id="history-title">{said().title}</h2>
        <div class="row">
          <Choice
            label={said().measure}
            options={nameOptions(measures, said().measures)}
            value={measure()}
            onChoose={setMeasure}
          />
          <Choice
            label={said().split}
            options={nameOptions(groups, said().groups)}
            value={state.group()}
            onChoose={state.chooseGroup}
          />
        </div>
      </div>
      <div class="section-head">
        <Choice
          label={texts().words.span}
          options={nameOptions(spans, said().spans)}
          value={state.span()}
          onChoose={state.chooseSpan}
        />
        <Period state={state} formats={formats} />
      </div>
      <Show
        when={state.loaded.value()}
        fallback={
          <div class="chart-note" style={{ height: `${CHART_HEIGHT + CACHE_HEIGHT + 96}px` }}>
            {state.loaded.failure()?.message ?? ''}
          </div>
        }
      >
        {(history) => (
          <>
            <Bars history={history()} state={state} measure={measure()} only={only()} {...props} />
            <Show when={history().group !== null}>
              <GroupTable history={history()} measure={measure()} only={only()} onOnly={setOnly} formats={formats} />
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}

function Period(props: { state: HistoryState; formats: Formats }): JSX.Element {
  const { state, formats } = props;
  const title = (): string => {
    if (state.span() === 'all') return texts().home.history.sinceFirst;
    return state.span() === 'day' ? formats.day(state.startMs()) : formats.month(state.startMs());
  };
  const unit = (): 'month' | 'day' => (state.span() === 'month' ? 'month' : 'day');
  return (
    <div class="history-period">
      <button
        type="button"
        class="button square"
        aria-label={texts().home.history.previous[unit()]}
        disabled={!state.canGoBack()}
        onClick={() => state.move(-1)}
      >
        ‹
      </button>
      <h3 aria-live="polite">{title()}</h3>
      <button
        type="button"
        class="button square"
        aria-label={texts().home.history.next[unit()]}
        disabled={!state.canGoOn()}
        onClick={() => state.move(1)}
      >
        ›
      </button>
    </div>
  );
}

interface BarsProps {
  history: History;
  state: HistoryState;
  measure: Measure;
  only: string | null;
  session: Session;
  formats: Formats;
}

function Bars(props: BarsProps): JSX.Element {
  const { formats } = props;
  const said = (): Texts['home']['history'] => texts().home.history;
  const bars = createMemo(() => makeBars(props.history, props.measure, props.only));
  const parts = createMemo(() => stack(bars()));
  const ticks = createMemo(() => makeTicks(props.history, bars(), formats));
  const [chosen, setChosen] = createSignal<number | null>(null);
  createEffect(on([props.state.span, props.state.startMs, () => bars().length], () => setChosen(null)));
  const selected = createMemo(() => Math.min(chosen() ?? lastBusy(bars()), bars().length - 1));
  const bar = createMemo(() => bars()[selected()]);
  const write = (value: number): string => (props.measure === 'usd' ? formats.usd(value) : formats.compact(value));
  const name = (): string => nameBar(props.history.by, bar() ?? { startMs: 0, endMs: 0 }, formats);
  const readout = (): string => (bar() ? readBar(bar() as Bar, name(), write) : '');
  const href = (): string =>
    activityHref({
      since: bar()?.startMs,
      until: (bar()?.endMs ?? 1) - 1,
      ...(props.only !== null && props.history.group !== null && { [props.history.group]: props.only }),
    });
  const open = (): void => location.assign(href());
  let picture: ChartPicture | undefined;
  const savePng = async (): Promise<void> => {
    const image = await picture?.toPng(said().picture[props.measure]);
    if (image) props.session.host.saveFile('headroom-history.png', image);
  };
  const saveCsv = (): void =>
    props.session.host.saveFile('headroom-history.csv', new Blob([makeCsv(props.history)], { type: 'text/csv' }));
  return (
    <>
      <Readout bar={bar()} name={name()} write={write} formats={formats} />
      <Chart
        label={said().chart[props.measure]}
        height={CHART_HEIGHT}
        layers={[
          { kind: 'bar', values: parts().top, ink: parts().inks },
          { kind: 'bar', values: parts().base, ink: 'spent' },
        ]}
        ticks={ticks()}
        formatLeft={write}
        selected={selected()}
        readout={readout()}
        onSelect={setChosen}
        onOpen={open}
        onReady={(made) => {
          picture = made;
        }}
      />
      <Chart
        label={said().cacheChart}
        height={CACHE_HEIGHT}
        layers={[{ kind: 'line', values: bars().map((each) => each.cacheHitRate), ink: 'keptLine' }]}
        ticks={[]}
        most={1}
        formatLeft={(value) => formats.share(value)}
        selected={selected()}
        readout={`${name()}: ${bar()?.cacheHitRate == null ? said().nothingRead : formats.share(bar()?.cacheHitRate ?? 0)}`}
        onSelect={setChosen}
        onOpen={open}
      />
      <div class="section-head">
        <Legend measure={props.measure} hasLoss={parts().inks.includes('warn')} />
        <div class="row">
          <a class="button" href={href()}>
            {said().showRequests}
          </a>
          <button type="button" class="button" onClick={saveCsv}>
            CSV
          </button>
          <button type="button" class="button" onClick={() => void savePng()}>
            PNG
          </button>
        </div>
      </div>
      <ChartTable
        label={said().table}
        columns={[
          said().when,
          props.measure === 'usd' ? texts().words.spent : texts().words.sent,
          texts().words.withoutHeadroom,
          texts().words.fromCache,
        ]}
        lines={() => tabulate(props.history.by, bars(), write, formats)}
      />
    </>
  );
}

/** The figures of the chosen bar, always in the same place. */
function Readout(props: {
  bar: Bar | undefined;
  name: string;
  write: (value: number) => string;
  formats: Formats;
}): JSX.Element {
  const said = (): Texts['home']['history'] => texts().home.history;
  const amount = (value: number | null | undefined): string => (value == null ? '–' : props.write(value));
  const kept = (): number | null => {
    const { spent = null, would = null } = props.bar ?? {};
    return spent === null || would === null ? null : would - spent;
  };
  return (
    <dl class="readout">
      <div class="readout-when">
        <dt>{texts().words.requestCount(props.bar?.requests ?? 0, props.formats)}</dt>
        <dd>{props.name}</dd>
      </div>
      <div>
        <dt>{texts().words.spent}</dt>
        <dd>{amount(props.bar?.spent)}</dd>
      </div>
      <div>
        <dt>{said().would}</dt>
        <dd>{amount(props.bar?.would)}</dd>
      </div>
      <div>
        <dt>{(kept() ?? 0) < 0 ? said().costMore : texts().words.saved}</dt>
        <dd class="money" data-tone={(kept() ?? 0) < 0 ? 'loss' : 'kept'}>
          {amount(kept() === null ? null : Math.abs(kept() ?? 0))}
        </dd>
      </div>
      <div>
        <dt>{said().readFromCache}</dt>
        <dd>{props.bar?.cacheHitRate == null ? '–' : props.formats.share(props.bar.cacheHitRate)}</dd>
      </div>
    </dl>
  );
}

function Legend(props: { measure: Measure; hasLoss: boolean }): JSX.Element {
  const items = () => {
    const { legend, readFromCache } = texts().home.history;
    return [
      { ink: 'spent', word: legend.spent[props.measure] },
      { ink: 'kept', word: legend.kept[props.measure] },
      ...(props.hasLoss ? [{ ink: 'warn', word: legend.more }] : []),
      { ink: 'keptLine', word: readFromCache },
    ];
  };
  return <ChartLegend items={items()} />;
}
