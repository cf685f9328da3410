/** Numbers, money and times in the reader's own locale. */
export interface Formats {
  /** Dollars with as many digits as the amount needs: $12.30, $0.42, $0.031, $0.0031, <$0.0001. `sign` shows a plus, too. */
  usd(amount: number, options?: { sign?: boolean }): string;
  /** A price, with all of its digits: $3.00, $0.125. */
  rate(amount: number): string;
  count(count: number): string;
  /** Counts that need no last digit: 940, 12.4K, 3.1M. */
  compact(count: number): string;
  /** A share from 0 to 1; one digit below ten percent. */
  share(share: number): string;
  /** Milliseconds below ten seconds, then seconds. */
  duration(ms: number): string;
  /** How long something has lasted, in its two largest units: "3 days 4 hr". */
  span(ms: number): string;
  /** The time of day; with the date when it is not today's. */
  time(atMs: number, nowMs: number): string;
  /** Day and time of a moment: "27 Nov, 14:03:12". */
  moment(atMs: number): string;
  /** "2 minutes ago"; short: "2 min ago". */
  ago(atMs: number, nowMs: number, length?: 'long' | 'short'): string;
  bytes(bytes: number): string;
  /** The month of a moment: "November 2026". */
  month(atMs: number): string;
  /** The same, short: "Nov 26". */
  monthShort(atMs: number): string;
  /** Its name alone. */
  monthName(atMs: number): string;
  /** The day of a moment: "Friday, 27 November 2026"; short: "27 Nov". */
  day(atMs: number, length?: 'long' | 'short'): string;
  /** Date and time of a moment, to the second: "27 Nov 2026, 14:03:12". */
  stamp(atMs: number): string;
  /** The date of a moment: "27 Nov 2026". */
  date(atMs: number): string;
  /** The hour of a moment: "14:00". */
  hour(atMs: number): string;
}

const SMALLEST_USD = 0.0001;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const SPANS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', 1000],
] as const;
/** What the ledger counts in, whatever the reader's own currency is. */
const MONEY = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/**
 * @param locales as Intl takes them; undefined for the reader's own
 * @param language of the texts, BCP 47: words that are made here – "2 minutes ago", "3 days" – stand in its sentences
 */
export function createFormats(locales?: string | string[], language = 'en'): Formats {
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
  const dates = new Map<string, Intl.DateTimeFormat>();
  const date = (atMs: number, options: Intl.DateTimeFormatOptions): string => {
    const key = JSON.stringify(options);
    const format = dates.get(key) ?? new Intl.DateTimeFormat(locales, options);
    dates.set(key, format);
    return format.format(atMs);
  };
  const relatives = {
    long: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    short: new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }),
  };
  return {
    usd: (amount, { sign = false } = {}) => {
      // Less than the last digit shown, yet not nothing.
      if (amount > 0 && amount < SMALLEST_USD / 2) return `<${number(SMALLEST_USD, moneyOptions(SMALLEST_USD, false))}`;
      return number(amount, moneyOptions(amount, sign));
    },
    rate: (amount) => number(amount, { ...MONEY, minimumFractionDigits: 2, maximumFractionDigits: 6 }),
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
    span: (ms) => {
      const parts = SPANS.map(([unit, size], at) => {
        const larger = SPANS[at - 1]?.[1] ?? Number.POSITIVE_INFINITY;
        return [unit, Math.floor((ms % larger) / size)] as const;
      });
      const first = parts.findIndex(([, value]) => value > 0);
      const shown = parts.slice(first < 0 ? -1 : first).slice(0, 2);
      return shown
        .filter(([, value], at) => at === 0 || value > 0)
        .map(([unit, value]) => new Intl.NumberFormat(language, { style: 'unit', unit }).format(value))
        .join(' ');
    },
    time: (atMs, nowMs) =>
      (new Date(atMs).toDateString() === new Date(nowMs).toDateString() ? clock : calendar).format(atMs),
    moment: (atMs) => calendar.format(atMs),
    ago: (atMs, nowMs, length = 'long') => {
      const relative = relatives[length];
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
    month: (atMs) => date(atMs, { month: 'long', year: 'numeric' }),
    monthShort: (atMs) => date(atMs, { month: 'short', year: '2-digit' }),
    monthName: (atMs) => date(atMs, { month: 'long' }),
    day: (atMs, length = 'long') =>
      length === 'short'
        ? date(atMs, { day: 'numeric', month: 'short' })
        : date(atMs, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    stamp: (atMs) => date(atMs, { dateStyle: 'medium', timeStyle: 'medium' }),
    date: (atMs) => date(atMs, { day: 'numeric', month: 'short', year: 'numeric' }),
    hour: (atMs) => date(atMs, { hour: '2-digit', minute: '2-digit' }),
  };
}

function moneyOptions(amount: number, sign: boolean): Intl.NumberFormatOptions {
  const size = Math.abs(amount);
  const digits = size === 0 || size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
  return {
    ...MONEY,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // "negative" and "exceptZero" never show a minus in front of what rounds to zero.
    signDisplay: sign ? 'exceptZero' : 'negative',
  };
}

/** Noon of a day ("2026-11-27") where the reader is: a date alone would be midnight somewhere else. */
export function noonOf(date: string): number {
  return Date.parse(`${date}T12:00:00`);
}
