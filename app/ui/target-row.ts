/** The row that a key leads to; null for keys that mean nothing here. @param page rows that a page key goes over */
export function targetRow(key: string, at: number, count: number, page = 10): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, at + step));
}
