import { createMemo, type JSX, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { clientName, describeOutcome, isLoss } from '../../state/describe-exchange.ts';
import { Blank } from '../../ui/blank.tsx';
import type { Formats } from '../../ui/format.ts';
import { ToneMark } from '../../ui/tone-mark.tsx';

interface LineProps {
  row: ExchangeRow;
  /** Its place in the whole list. */
  at: number;
  formats: Formats;
  now: number;
  /** The one row that the Tab key reaches. */
  current: boolean;
  onFocus: () => void;
}

/** One exchange as a line of the list. A row of the ledger never changes, so only the focus and the clock do. */
export function ExchangeLine(props: LineProps): JSX.Element {
  const { row, formats } = props;
  const outcome = createMemo(() => describeOutcome(row));
  const usage = row.usage;
  const prompt = usage ? usage.fresh + usage.write5m + usage.write1h + usage.read : 0;
  const saved = row.bill.savedUsd;
  const tone = isLoss(row.bill) ? 'loss' : saved !== null && saved > 0.00005 ? 'kept' : 'plain';
  const who = (): string => `${clientName(row.client)} · ${row.model}`;
  return (
    <tr class="exchange" aria-rowindex={props.at + 2}>
      <td class="col-time">
        <a
          class="row-link"
          href={exchangeHref(row.id)}
          tabindex={props.current ? 0 : -1}
          onFocus={() => props.onFocus()}
        >
          <time datetime={new Date(row.at).toISOString()}>{formats.time(row.at, props.now)}</time>
        </a>
      </td>
      <td class="col-who">
        <span class="clip who-client" title={clientName(row.client)}>
          {clientName(row.client)}
        </span>
        <span class="quiet clip who-model" title={row.model}>
          {row.model}
        </span>
      </td>
      <td>
        <div class="what">
          <ToneMark tone={outcome().tone} />
          <span class="what-text" title={outcome().text}>
            {outcome().text}
          </span>
        </div>
        <span class="quiet clip narrow-only" title={who()}>
          {who()}
        </span>
      </td>
      <td class="number col-tokens">
        <Show when={row.tokensBefore > 0} fallback="–">
          {formats.compact(row.tokensBefore)}
          <Show when={row.tokensAfter !== row.tokensBefore}> → {formats.compact(row.tokensAfter)}</Show>
        </Show>
      </td>
      <td class="number col-small">{prompt > 0 && usage ? formats.share(usage.read / prompt) : '–'}</td>
      <td class="number col-small">{formats.duration(row.addedMs)}</td>
      <td class="number col-saved money" data-tone={tone}>
        {saved === null ? '–' : formats.usd(saved)}
      </td>
    </tr>
  );
}

/** The shape of a line before its answer: few parts, since a fling through the list draws a screen full of them at once. */
export function BlankLine(props: { at: number | undefined }): JSX.Element {
  return (
    <tr class="exchange" aria-rowindex={props.at === undefined ? undefined : props.at + 2}>
      <td class="col-time">
        <Blank characters={8} />
      </td>
      <td class="col-who">
        <Blank characters={10} />
      </td>
      <td>
        <Blank characters={16} />
      </td>
      <td class="col-tokens" />
      <td class="col-small" />
      <td class="col-small" />
      <td class="number col-saved">
        <Blank characters={5} />
      </td>
    </tr>
  );
}
