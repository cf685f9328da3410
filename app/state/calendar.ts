export type SpanName = 'day' | 'month';

/**
 * The local day or month that holds a moment, or one so many before (negative) or after it. Days have 23 to 25 hours.
 * @returns its first millisecond since the epoch
 */
export function startOf(span: SpanName, atMs: number, later = 0): number {
  const at = new Date(atMs);
  const [year, month] = [at.getFullYear(), at.getMonth()];
  return span === 'day'
    ? new Date(year, month, at.getDate() + later).getTime()
    : new Date(year, month + later, 1).getTime();
}
