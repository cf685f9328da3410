import { createEffect } from 'solid-js';
import type { ConversationRow, ExchangeDetail, Health, SegmentTexts } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import type { Client } from '../api/client.ts';
import type { Live } from './create-live.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import { createNow } from './create-now.ts';
import type { Session } from './session.ts';

export type { SegmentTexts } from '../../sidecar/contract/api.ts';

const HEALTH_MS = 15_000;

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

/** How the sidecar is, renewed while it can be reached. */
export function createHealth(client: Client, live: Live): Loaded<Health> {
  const loaded = createLoaded(() => client.health());
  const now = createNow(HEALTH_MS);
  createEffect(() => {
    now();
    if (live.state() !== 'offline') void loaded.reload();
  });
  return loaded;
}
