/** Numbers, money and times in the reader's own locale. */
export interface Formats {
  /** Dollars with as many digits as the amount needs: $12.30, $0.42, $0.031, $0.0031, <$0.0001. `sign` shows a plus, too. */
  usd(amount: number, options?: { sign?: boolean }): string;
  count(count: number): string;
  /** Counts that need no last digit: 940, 12.4K, 3.1M. */
  compact(count: number): string;
  /** A share from 0 to 1; one digit below ten percent. */
  share(share: number): string;
  /** Milliseconds below ten seconds, then seconds. */
  duration(ms: number): string;
  /** The time of day; with the date when it is not today's. */
  time(atMs: number, nowMs: number): string;
  /** "2 minutes ago". */
  ago(atMs: number, nowMs: number): string;
  bytes(bytes: number): string;
}

const SMALLEST_USD = 0.0001;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** @param locales as Intl takes them; undefined for the reader's own */
export function createFormats(locales?: string | string[]): Formats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options);
    const format = numbers.get(key) ?? new Intl.NumberFormat(locales, options);
    numbers.set(key, format);
    return format.format(value);
  };
  const clock = new Intl.DateTimeFormat(locales, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const calendar = new Intl.DateTimeFormat(locales, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const relative = new Intl.RelativeTimeFormat(locales, { numeric: 'auto' });
  return {
    usd: (amount, { sign = false } = {}) => {
      // Less than the last digit shown, yet not nothing.
      if (amount > 0 && amount < SMALLEST_USD / 2) return `<${number(SMALLEST_USD, moneyOptions(SMALLEST_USD, false))}`;
      return number(amount, moneyOptions(amount, sign));
    },
    count: (count) => number(count, {}),
    compact: (count) => number(count, { notation: 'compact', maximumFractionDigits: 1 }),
    share: (share) => {
      const digits = share !== 0 && Math.abs(share) < 0.0995 ? 1 : 0;
      return number(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
    },
    duration: (ms) => {
      const [value, unit] = ms >= 10_000 ? [ms / 1000, 'second'] : [ms, 'millisecond'];
      return number(value, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 });
    },
    time: (atMs, nowMs) =>
      (new Date(atMs).toDateString() === new Date(nowMs).toDateString() ? clock : calendar).format(atMs),
    ago: (atMs, nowMs) => {
      const past = Math.max(0, nowMs - atMs);
      if (past < MINUTE_MS) return relative.format(0, 'second');
      if (past < HOUR_MS) return relative.format(-Math.floor(past / MINUTE_MS), 'minute');
      if (past < DAY_MS) return relative.format(-Math.floor(past / HOUR_MS), 'hour');
      return relative.format(-Math.floor(past / DAY_MS), 'day');
    },
    bytes: (bytes) => {
      const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      const unit = BYTE_UNITS[step] ?? 'byte';
      return number(bytes / 1000 ** step, { style: 'unit', unit, maximumFractionDigits: step === 0 ? 0 : 1 });
    },
  };
}

function moneyOptions(amount: number, sign: boolean): Intl.NumberFormatOptions {
  const size = Math.abs(amount);
  const digits = size === 0 || size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
  return {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // "negative" and "exceptZero" never show a minus in front of what rounds to zero.
    signDisplay: sign ? 'exceptZero' : 'negative',
  };
}
