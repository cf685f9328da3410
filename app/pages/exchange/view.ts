import type { ExchangeDetail, ExchangeRow } from '../../../sidecar/contract/api.ts';
import { isLoss, savingRange } from '../../state/describe-exchange.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page: what this exchange saved or cost. */
export function makeTitle(exchange: ExchangeRow, formats: Formats): string {
  const { savedUsd, shadowUsd } = exchange.bill;
  const { notBilled, noPrice, loss, same, saved } = texts().exchange.title;
  if (savedUsd === null || shadowUsd === null) {
    return exchange.usage === null ? notBilled : noPrice(exchange.model);
  }
  if (isLoss(exchange.bill)) return loss(formats.usd(-savedUsd));
  if (savedUsd < 0.00005) return same;
  return saved(formats.usd(savedUsd), formats.usd(shadowUsd), formats.share(savedUsd / shadowUsd));
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What else is known, in the order in which it happened. */
export function makeFacts({ exchange }: ExchangeDetail, formats: Formats): readonly Fact[] {
  const said = texts().exchange.facts;
  const range = savingRange(exchange.bill);
  const facts: (Fact | null)[] = [
    { name: said.when, value: formats.stamp(exchange.at) },
    { name: said.request, value: `${exchange.method} ${exchange.path}` },
    { name: said.answer, value: exchange.streamed ? said.streamed(exchange.status) : String(exchange.status) },
    { name: said.provider, value: exchange.provider },
    exchange.project === '' ? null : { name: said.project, value: exchange.project },
    { name: said.conversation, value: exchange.conversation },
    { name: said.size, value: sizes(exchange, formats) },
    {
      name: said.tokens,
      value: `${formats.count(exchange.tokensBefore)} → ${formats.count(exchange.tokensAfter)}`,
    },
    { name: said.wait, value: formats.duration(exchange.addedMs) },
    exchange.firstByteMs === null ? null : { name: said.firstByte, value: formats.duration(exchange.firstByteMs) },
    { name: said.whole, value: formats.duration(exchange.totalMs) },
    range && {
      name: said.range,
      value: said.between(formats.usd(range.low), formats.usd(range.high), exchange.bill.basis),
    },
    exchange.fault === null ? null : { name: said.fault, value: exchange.fault },
  ];
  return facts.filter((fact) => fact !== null);
}

function sizes(exchange: ExchangeRow, formats: Formats): string {
  if (exchange.bytesIn === exchange.bytesSent) return formats.bytes(exchange.bytesIn);
  return `${formats.bytes(exchange.bytesIn)} → ${formats.bytes(exchange.bytesSent)}`;
}
