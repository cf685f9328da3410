import { type Accessor, createSignal } from 'solid-js';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import { createLoaded } from './create-loaded.ts';
import type { Session } from './session.ts';

/** The newest exchange; undefined until one is known. */
export function createLatest({ client, live }: Session): Accessor<ExchangeRow | undefined> {
  const loaded = createLoaded(async () => (await client.exchanges({ limit: 1 }))[0]);
  const [seen, setSeen] = createSignal<ExchangeRow>();
  live.onExchange((row) => setSeen((before) => (before && before.at > row.at ? before : row)));
  live.onReturn(() => void loaded.reload());
  void loaded.reload();
  return () => seen() ?? loaded.value();
}
