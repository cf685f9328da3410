import type { Store } from '../store/types.ts';

/** How old what is known may be: it changes by the day. */
const FRESH_MS = 300_000;

/**
 * Compressors that conversations which begin now leave nothing out with, as the ledger saw it at most some minutes ago.
 * Never waits: what is not known yet holds from the next conversation on.
 */
export function createGentle(store: Partial<Pick<Store, 'evidence'>>, now: () => number): () => readonly string[] {
  let known: readonly string[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - readAt > FRESH_MS && store.evidence !== undefined) {
      readAt = now();
      const nothing = { sinceMs: readAt, untilMs: readAt };
      store.evidence(nothing).then(
        ({ trust }) => {
          known = trust.filter(({ isGentle }) => isGentle).map(({ compressor }) => compressor);
        },
        () => {}, // a ledger that cannot be read changes nobody's trust
      );
    }
    return known;
  };
}
