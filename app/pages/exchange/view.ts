import type { ExchangeDetail, ExchangeRow, SegmentTexts } from '../../../sidecar/contract/api.ts';
import { isLoss, savingRange } from '../../state/describe-exchange.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page: what this exchange saved or cost. */
export function makeTitle(exchange: ExchangeRow, formats: Formats): string {
  const { savedUsd, shadowUsd } = exchange.bill;
  if (savedUsd === null || shadowUsd === null) {
    return exchange.usage === null
      ? 'Nothing was billed, or the provider did not say'
      : `No price is known for ${exchange.model}`;
  }
  if (isLoss(exchange.bill)) return `Cost ${formats.usd(-savedUsd)} more than direct`;
  if (savedUsd < 0.00005) return 'Cost the same as direct';
  return `Saved ${formats.usd(savedUsd)} of ${formats.usd(shadowUsd)} (${formats.share(savedUsd / shadowUsd)})`;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What else is known, in the order in which it happened. */
export function makeFacts({ exchange }: ExchangeDetail, formats: Formats): readonly Fact[] {
  const range = savingRange(exchange.bill);
  const facts: (Fact | null)[] = [
    { name: 'When', value: formats.stamp(exchange.at) },
    { name: 'Request', value: `${exchange.method} ${exchange.path}` },
    { name: 'Answer', value: `${exchange.status}${exchange.streamed ? ', streamed' : ''}` },
    { name: 'Provider', value: exchange.provider },
    exchange.project === '' ? null : { name: 'Project', value: exchange.project },
    { name: 'Conversation', value: exchange.conversation },
    { name: 'Request size', value: sizes(exchange, formats) },
    {
      name: 'Tokens in tool results',
      value: `${formats.count(exchange.tokensBefore)} → ${formats.count(exchange.tokensAfter)}`,
    },
    { name: 'Added wait', value: formats.duration(exchange.addedMs) },
    exchange.firstByteMs === null ? null : { name: 'First byte after', value: formats.duration(exchange.firstByteMs) },
    { name: 'Whole time', value: formats.duration(exchange.totalMs) },
    range && {
      name: 'Saving lies between',
      value: `${formats.usd(range.low)} and ${formats.usd(range.high)} (${exchange.bill.basis})`,
    },
    exchange.fault === null ? null : { name: 'Fault code', value: exchange.fault },
  ];
  return facts.filter((fact) => fact !== null);
}

function sizes(exchange: ExchangeRow, formats: Formats): string {
  if (exchange.bytesIn === exchange.bytesSent) return formats.bytes(exchange.bytesIn);
  return `${formats.bytes(exchange.bytesIn)} → ${formats.bytes(exchange.bytesSent)}`;
}

export const classTitles = {
  fresh: 'Prompt at list price',
  write5m: 'Written to cache, 5 minutes',
  write1h: 'Written to cache, 1 hour',
  read: 'Read from cache',
  output: 'Answer',
} as const satisfies Record<ExchangeDetail['classes'][number]['name'], string>;

/** What is said about the texts of a tool result; '' when both are shown. */
export const textNotes = {
  complete: '',
  untouched: 'It was sent as it came. Headroom keeps no copy of such texts.',
  'original-only': 'What was sent in its place is no longer in memory; the original is kept on disk.',
  gone: 'The texts are no longer in memory. On disk Headroom keeps an original only when part of it was left out, and not for ever.',
} as const satisfies Record<SegmentTexts['reason'], string>;
