import type { ExchangeUsage } from '../contract/exchange.ts';

export const inputs = ['fresh', 'write5m', 'write1h', 'read'] as const;

/** The step that the provider should have been able to read of a stream, and when its entry was last used. */
export interface Predicted {
  readonly at: number;
  readonly usedAt: number;
}

/**
 * The step that the original stream would have read, given what the provider really read of the sent one. An entry that
 * is missing is missing on both streams, unless the original one would have been used since: that one may well be there.
 */
export function correct(original: Predicted, sent: Predicted, actual: number): number {
  if (actual > sent.at) return Math.max(original.at, actual);
  if (actual === sent.at || original.usedAt > sent.usedAt) return original.at;
  return Math.min(original.at, actual);
}

/** The actual usage moved by the difference of the two predictions; what would fall below zero is taken from the other classes. */
export function shift(actual: ExchangeUsage, here: Omit<ExchangeUsage, 'output'>, there: typeof here): ExchangeUsage {
  // Providers that bill automatic cache writes report them: what was not read is then split as they split it.
  const unread = actual.fresh + actual.write5m;
  const written = here.write5m + here.write1h === 0 && unread > 0 ? actual.write5m / unread : 0;
  const fresh = there.fresh - here.fresh;
  const moved = {
    fresh: actual.fresh + fresh * (1 - written),
    write5m: actual.write5m + there.write5m - here.write5m + fresh * written,
    write1h: actual.write1h + there.write1h - here.write1h,
    read: actual.read + there.read - here.read,
  };
  let debt = 0;
  for (const name of inputs) {
    if (moved[name] >= 0) continue;
    debt -= moved[name];
    moved[name] = 0;
  }
  for (const name of inputs) {
    const paid = Math.min(debt, moved[name]);
    moved[name] -= paid;
    debt -= paid;
  }
  return {
    fresh: Math.round(moved.fresh),
    write5m: Math.round(moved.write5m),
    write1h: Math.round(moved.write1h),
    read: Math.round(moved.read),
    output: actual.output,
  };
}

/**
 * Tokens per class by which the shadow may be wrong: what the streams differ by, times the relative error of the
 * calibration (`spread`), and what is not known of where the read prefix ended (`off`), which was either read or written.
 */
export function measureError(
  here: Omit<ExchangeUsage, 'output'>,
  there: typeof here,
  { spread, off }: { readonly spread: number; readonly off: number },
): ExchangeUsage {
  const differ = (name: (typeof inputs)[number]): number => Math.abs(there[name] - here[name]) * spread;
  const written = here.write5m + there.write5m > 0 ? 'write5m' : here.write1h + there.write1h > 0 ? 'write1h' : 'fresh';
  const error = {
    fresh: differ('fresh'),
    write5m: differ('write5m'),
    write1h: differ('write1h'),
    read: differ('read'),
  };
  error[written] += off;
  return { ...error, output: 0 };
}
