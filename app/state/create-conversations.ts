import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { ConversationRow, ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure, createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface Conversations {
  /** The most recently used first; undefined until the first answer. */
  readonly rows: Accessor<readonly ConversationRow[] | undefined>;
  readonly failure: Accessor<ApiFailure | undefined>;
  readonly hasMore: Accessor<boolean>;
  readonly isLoading: Accessor<boolean>;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

const PAGE_ROWS = 50;
const SETTLE_MS = 2_000;

/** The list of conversations: pages from the ledger, the first one asked for again under traffic. */
export function createConversationList({ client, live }: Session): Conversations {
  const [rows, setRows] = createSignal<readonly ConversationRow[]>();
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [hasMore, setHasMore] = createSignal(false);
  const [isLoading, setLoading] = createSignal(false);
  const load = async (before: number | undefined): Promise<void> => {
    setLoading(true);
    try {
      const page = await client.conversations({ limit: PAGE_ROWS, ...(before !== undefined && { before }) });
      const isFirst = before === undefined && rows() === undefined;
      if (before !== undefined || isFirst) setHasMore(page.length === PAGE_ROWS);
      setRows((shown) => mergeConversations(shown ?? [], page));
      setFailure(undefined);
    } catch (error) {
      setFailure(asFailure(error));
    }
    setLoading(false);
  };
  let settling: ReturnType<typeof setTimeout> | undefined;
  live.onExchange(() => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void load(undefined);
    }, SETTLE_MS);
  });
  live.onReturn(() => void load(undefined));
  onCleanup(() => clearTimeout(settling));
  void load(undefined);
  return {
    rows,
    failure,
    hasMore,
    isLoading,
    loadMore: () => load(rows()?.at(-1)?.lastAt),
    reload: () => load(undefined),
  };
}

/** Both lists as one, each conversation once and as the newer list has it. One that did not change stays the same object. */
export function mergeConversations(
  shown: readonly ConversationRow[],
  fresh: readonly ConversationRow[],
): readonly ConversationRow[] {
  const byId = new Map(shown.map((row) => [row.conversation, row]));
  for (const row of fresh) {
    const known = byId.get(row.conversation);
    if (known?.lastAt !== row.lastAt || known.turns !== row.turns) byId.set(row.conversation, row);
  }
  return [...byId.values()].sort((a, b) => b.lastAt - a.lastAt);
}

export interface ConversationFacts {
  /** Null: it is not in the ledger. */
  readonly row: ConversationRow | null;
  /** Those that were billed, the oldest first. */
  readonly turns: readonly ExchangeRow[];
  /** Older ones that are not shown. */
  readonly left: number;
}

/** Turns that are drawn at most. */
const MOST_TURNS = 1_500;
const TURNS_AT_ONCE = 500;

/** One conversation with its turns, asked for again when a turn is added. */
export function createConversation({ client, live }: Session, id: string): Loaded<ConversationFacts> {
  const loaded = createLoaded(async (): Promise<ConversationFacts> => {
    const [rows, turns] = await Promise.all([
      client.conversations({ limit: 1, conversation: id }),
      (async () => {
        const found: ExchangeRow[] = [];
        let through: string | undefined;
        for (;;) {
          const question = { filter: { conversation: id }, offset: found.length, limit: TURNS_AT_ONCE };
          const page = await client.activity({ ...question, ...(through !== undefined && { through }) });
          found.push(...page.exchanges);
          through = page.through;
          const isAll = found.length >= page.total || page.exchanges.length === 0;
          if (isAll || found.length >= MOST_TURNS) return { found, left: Math.max(0, page.total - found.length) };
        }
      })(),
    ]);
    return {
      row: rows[0] ?? null,
      turns: turns.found.filter((turn) => turn.usage !== null).reverse(),
      left: turns.left,
    };
  });
  live.onExchange((row) => {
    if (row.conversation === id) void loaded.reload();
  });
  live.onReturn(() => void loaded.reload());
  void loaded.reload();
  return loaded;
}
