import type { ConversationRow, ExchangeDetail, SegmentTexts } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export type { SegmentTexts } from '../../sidecar/contract/api.ts';

/** One exchange, asked for at once. */
export function createExchange({ client }: Session, id: string): Loaded<ExchangeDetail> {
  const loaded = createLoaded(() => client.exchange(id));
  void loaded.reload();
  return loaded;
}

/** The texts of one tool result; asked for by the first reload. */
export function createSegmentTexts(
  { client }: Session,
  exchange: string,
  segment: ExchangeSegment,
): Loaded<SegmentTexts> {
  return createLoaded(() => client.segmentTexts(exchange, segment));
}

/** The latest conversations; asked for by the first reload. */
export function createConversations({ client }: Session): Loaded<readonly ConversationRow[]> {
  return createLoaded(() => client.conversations({ limit: 100 }));
}
