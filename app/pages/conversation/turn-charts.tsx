import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { describeBreak } from '../../state/describe-break.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Chart } from '../../ui/chart.tsx';
import type { Ink } from '../../ui/chart-inks.ts';
import { ChartLegend } from '../../ui/chart-legend.tsx';
import { ChartTable } from '../../ui/chart-table.tsx';
import type { Formats } from '../../ui/format.ts';
import { makeTurns, makeTurnTicks, readTurn, type Turn, tabulateTurns } from './view.ts';

const CONTEXT_HEIGHT = 220;
const BILL_HEIGHT = 140;
function listLegend(): readonly { readonly ink: Ink; readonly word: string }[] {
  const { rest, results, leftOut, cost, broken } = texts().conversations.charts.legend;
  return [
    { ink: 'spent', word: rest },
    { ink: 'results', word: results },
    { ink: 'kept', word: leftOut },
    { ink: 'ink', word: cost },
    { ink: 'keptLine', word: texts().words.direct },
    { ink: 'fail', word: broken },
  ];
}

/** Turn by turn: what was sent and left out, what it cost and would have cost, where the cache broke. */
export function TurnCharts(props: { rows: readonly ExchangeRow[]; formats: Formats }): JSX.Element {
  const { formats } = props;
  const said = (): Texts['conversations']['charts'] => texts().conversations.charts;
  const turns = createMemo(() => makeTurns(props.rows));
  const [chosen, setChosen] = createSignal<number | null>(null);
  const selected = (): number => Math.min(chosen() ?? turns().length - 1, turns().length - 1);
  const turn = (): Turn | undefined => turns()[selected()];
  const readout = (): string => {
    const known = turn();
    return known ? readTurn(known, selected() + 1, formats) : '';
  };
  const marks = createMemo(() =>
    turns().flatMap((each, at) => {
      if (each.breakCause === null) return [];
      return [{ at, ink: each.breakCause === 'ours' ? ('fail' as const) : ('warn' as const) }];
    }),
  );
  const ticks = createMemo(() => makeTurnTicks(turns().length));
  const open = (at: number): void => {
    const id = turns()[at]?.id;
    if (id !== undefined) location.assign(exchangeHref(id));
  };
  return (
    <>
      <Readout turn={turn()} number={selected() + 1} formats={formats} />
      <Chart
        label={said().tokens}
        height={CONTEXT_HEIGHT}
        layers={[
          { kind: 'bar', values: turns().map((each) => each.rest + each.results + each.folded), ink: 'kept' },
          { kind: 'bar', values: turns().map((each) => each.rest + each.results), ink: 'results' },
          { kind: 'bar', values: turns().map((each) => each.rest), ink: 'spent' },
        ]}
        marks={marks()}
        ticks={ticks()}
        formatLeft={(value) => formats.compact(value)}
        selected={selected()}
        readout={readout()}
        onSelect={setChosen}
        onOpen={open}
      />
      <Chart
        label={said().cost}
        height={BILL_HEIGHT}
        layers={[
          { kind: 'line', values: turns().map((each) => each.shadowUsd), ink: 'keptLine' },
          { kind: 'line', values: turns().map((each) => each.actualUsd), ink: 'ink' },
        ]}
        marks={marks()}
        ticks={ticks()}
        formatLeft={(value) => formats.usd(value)}
        selected={selected()}
        readout={readout()}
        onSelect={setChosen}
        onOpen={open}
      />
      <ChartLegend items={listLegend()} />
      <ChartTable
        label={said().table}
        columns={[said().turn, texts().words.sent, said().leftOut, said().costHead, texts().words.direct]}
        lines={() => tabulateTurns(turns(), formats)}
      />
      <Breaks turns={turns()} formats={formats} />
    </>
  );
}

function Readout(props: { turn: Turn | undefined; number: number; formats: Formats }): JSX.Element {
  const { formats } = props;
  const said = (): Texts['conversations']['charts'] => texts().conversations.charts;
  const usd = (amount: number | null | undefined): string => (amount == null ? '–' : formats.usd(amount));
  return (
    <dl class="readout">
      <div class="readout-when">
        <dt>
          <Show when={props.turn}>{(turn) => <a href={exchangeHref(turn().id)}>{formats.moment(turn().at)}</a>}</Show>
        </dt>
        <dd>{said().turnNumber(formats.count(props.number))}</dd>
      </div>
      <div>
        <dt>{texts().words.sent}</dt>
        <dd>{formats.compact((props.turn?.rest ?? 0) + (props.turn?.results ?? 0))}</dd>
      </div>
      <div>
        <dt>{said().leftOut}</dt>
        <dd>{formats.compact(props.turn?.folded ?? 0)}</dd>
      </div>
      <div>
        <dt>{said().costHead}</dt>
        <dd>{usd(props.turn?.actualUsd)}</dd>
      </div>
      <div>
        <dt>{texts().words.direct}</dt>
        <dd>{usd(props.turn?.shadowUsd)}</dd>
      </div>
    </dl>
  );
}

/** Where the cache broke, in words: a mark in a chart says neither why nor by whom. */
function Breaks(props: { turns: readonly Turn[]; formats: Formats }): JSX.Element {
  const broken = createMemo(() =>
    props.turns.flatMap((turn, at) =>
      turn.breakCause === null ? [] : [{ turn, number: at + 1, cause: turn.breakCause }],
    ),
  );
  return (
    <Show when={broken().length > 0}>
      <h3>{texts().conversations.charts.whereBroken}</h3>
      <ul class="lines">
        <For each={broken()}>
          {(each) => (
            <li>
              <a href={exchangeHref(each.turn.id)}>
                {texts().conversations.charts.turnNumber(props.formats.count(each.number))}
              </a>
              : {describeBreak(each.cause)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
