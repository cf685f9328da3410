import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { ActivityPage, ExchangeFilter, ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure } from './create-loaded.ts';
import type { Session } from './session.ts';

/** The list of exchanges by place, the newest first; only what is looked at is fetched. */
export interface Activity {
  /** Undefined until the first answer. */
  readonly total: Accessor<number | undefined>;
  /** The exchange at a place; undefined until it is there. Tells when it changes. */
  rowAt(place: number): ExchangeRow | undefined;
  /** What is on the screen now: fetched if it is missing. */
  look(from: number, to: number): void;
  /** Exchanges that came since and pass the filter. */
  readonly waiting: Accessor<number>;
  readonly failure: Accessor<ApiFailure | undefined>;
  /** A new filter has no answer yet; the rows are those of the old one. */
  readonly isStale: Accessor<boolean>;
  /** While held, new exchanges are counted and not put in, so that nothing moves under a pointer or a focused row. */
  hold(held: boolean): void;
  /** Puts in what is new. */
  renew(): Promise<void>;
}

export const PAGE_ROWS = 100;
/** Pages that are remembered; more than any screen, less than the browser would feel. */
const MOST_PAGES = 60;
/** A fling through the list fetches only where it comes to rest. Milliseconds. */
const REST_MS = 60;
/** Under traffic the list is renewed or counted at most once in this time. */
const SETTLE_MS = 250;

interface Shown {
  readonly through: string;
  readonly total: number;
  readonly pages: Map<number, readonly ExchangeRow[]>;
}

export function createActivity({ client, live }: Session, filter: Accessor<ExchangeFilter>): Activity {
  const [shown, setShown] = createSignal<Shown | undefined>(undefined, { equals: false });
  const [waiting, setWaiting] = createSignal(0);
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [isStale, setStale] = createSignal(false);
  const inFlight = new Set<number>();
  let range = { from: 0, to: PAGE_ROWS - 1 };
  let era = 0;
  let isHeld = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const renew = async (): Promise<void> => {
    era += 1;
    const mine = era;
    try {
      const page = await client.activity({ filter: filter(), offset: 0, limit: PAGE_ROWS });
      if (mine !== era) return;
      inFlight.clear();
      const known = shown()?.pages.get(0) ?? [];
      setShown({ through: page.through, total: page.total, pages: new Map([[0, keepKnown(page.exchanges, known)]]) });
      setWaiting(0);
      setStale(false);
      setFailure(undefined);
      fetchMissing();
    } catch (error) {
      if (mine === era) setFailure(asFailure(error));
    }
  };
  const fetchPage = async (at: number, { through }: Shown): Promise<void> => {
    const mine = era;
    inFlight.add(at);
    try {
      const page = await client.activity({ filter: filter(), offset: at * PAGE_ROWS, limit: PAGE_ROWS, through });
      if (mine === era) setShown((now) => now && addPage(now, at, page));
      setFailure(undefined);
    } catch (error) {
      if (mine === era) setFailure(asFailure(error));
    }
    inFlight.delete(at);
  };
  const fetchMissing = (): void => {
    const now = shown();
    if (!now) return;
    for (const at of pagesOf(range, now.total)) if (!now.pages.has(at) && !inFlight.has(at)) void fetchPage(at, now);
  };
  const countNew = async (): Promise<void> => {
    const mine = era;
    try {
      const { total } = await client.activity({ filter: filter(), offset: 0, limit: 0 });
      if (mine === era) setWaiting(Math.max(0, total - (shown()?.total ?? total)));
    } catch {
      // the next exchange counts again, and a lost connection is told by the live state
    }
  };
  const settle = (): void => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void (isHeld ? countNew() : renew());
    }, SETTLE_MS);
  };
  live.onExchange(settle);
  live.onReturn(settle);
  createEffect(
    on(filter, () => {
      setStale(shown() !== undefined);
      void renew();
    }),
  );
  onCleanup(() => {
    clearTimeout(resting);
    clearTimeout(settling);
  });
  return {
    total: () => shown()?.total,
    rowAt: (place) => shown()?.pages.get(Math.floor(place / PAGE_ROWS))?.[place % PAGE_ROWS],
    look: (from, to) => {
      range = { from, to };
      clearTimeout(resting);
      resting = setTimeout(fetchMissing, REST_MS);
    },
    waiting,
    failure,
    isStale,
    hold: (held) => {
      const wasHeld = isHeld;
      isHeld = held;
      if (wasHeld && !held && waiting() > 0) void renew();
    },
    renew,
  };
}

/** Pages that a range of places touches. */
export function pagesOf({ from, to }: { from: number; to: number }, total: number): readonly number[] {
  const last = Math.floor(Math.max(0, Math.min(to, total - 1)) / PAGE_ROWS);
  const first = Math.floor(Math.max(0, Math.min(from, total - 1)) / PAGE_ROWS);
  return total === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** The pages fetched last are kept. */
function addPage(now: Shown, at: number, page: ActivityPage): Shown {
  now.pages.delete(at);
  now.pages.set(at, page.exchanges);
  for (const old of now.pages.keys()) {
    if (now.pages.size <= MOST_PAGES) break;
    now.pages.delete(old);
  }
  return now;
}

/** Rows never change: the same object for a row that is shown already, so that its line is left alone. */
export function keepKnown(fresh: readonly ExchangeRow[], known: readonly ExchangeRow[]): readonly ExchangeRow[] {
  const byId = new Map(known.map((row) => [row.id, row]));
  return fresh.map((row) => byId.get(row.id) ?? row);
}
