import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface Exchanges {
  /** Newest first; undefined until the first answer. */
  readonly rows: Accessor<readonly ExchangeRow[] | undefined>;
  /** Rows that arrived while the list was held. */
  readonly waiting: Accessor<number>;
  readonly failure: Accessor<ApiFailure | undefined>;
  readonly hasMore: Accessor<boolean>;
  readonly loadingMore: Accessor<boolean>;
  loadMore(): Promise<void>;
  /** While held, new rows wait, so that nothing moves under a pointer or a focused row. */
  hold(held: boolean): void;
  /** Puts the waiting rows in. */
  release(): void;
  reload(): Promise<void>;
}

const PAGE_ROWS = 50;

/** The list of exchanges: pages from the ledger, new ones from the event stream. */
export function createExchanges({ client, live }: Session): Exchanges {
  const [rows, setRows] = createSignal<readonly ExchangeRow[]>();
  const [held, setHeld] = createSignal(false);
  const [queue, setQueue] = createSignal<readonly ExchangeRow[]>([]);
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [hasMore, setHasMore] = createSignal(false);
  const [loadingMore, setLoadingMore] = createSignal(false);

  const release = (): void => {
    const fresh = queue();
    if (fresh.length === 0) return;
    setQueue([]);
    setRows((shown) => mergeRows(shown ?? [], fresh));
  };
  const reload = async (): Promise<void> => {
    try {
      const page = await client.exchanges({ limit: PAGE_ROWS });
      setHasMore((more) => more || page.length === PAGE_ROWS);
      setRows((shown) => mergeRows(shown ?? [], page));
      setFailure(undefined);
    } catch (error) {
      setFailure(asFailure(error));
    }
  };
  const loadMore = async (): Promise<void> => {
    const last = rows()?.at(-1);
    if (!last || loadingMore()) return;
    setLoadingMore(true);
    try {
      const page = await client.exchanges({ before: last.id, limit: PAGE_ROWS });
      setHasMore(page.length === PAGE_ROWS);
      setRows((shown) => mergeRows(shown ?? [], page));
      setFailure(undefined);
    } catch (error) {
      setFailure(asFailure(error));
    }
    setLoadingMore(false);
  };
  live.onExchange((row) => {
    setQueue((waiting) => [row, ...waiting]);
    if (!held()) release();
  });
  live.onReturn(() => void reload());
  void reload();
  return {
    rows,
    waiting: createMemo(() => queue().length),
    failure,
    hasMore,
    loadingMore,
    loadMore,
    hold: (next) => {
      setHeld(next);
      if (!next) release();
    },
    release,
    reload,
  };
}

/** Both lists as one, newest first, each id once; a row of `fresh` replaces an older copy. */
export function mergeRows(shown: readonly ExchangeRow[], fresh: readonly ExchangeRow[]): readonly ExchangeRow[] {
  const byId = new Map(shown.map((row) => [row.id, row]));
  for (const row of fresh) byId.set(row.id, row);
  return [...byId.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
