/** How long to wait before trying once more: doubles with each failure, up to a bound. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** @param failures that came before, from 1; 0 = nothing failed yet, so no wait. */
export function waitAfter(failures: number, { firstMs, mostMs }: Backoff): number {
  if (failures <= 0) return 0;
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
}

/** Of moments (ms), those within the last `windowMs` before `now`. */
export function withinWindow(moments: readonly number[], now: number, windowMs: number): number[] {
  return moments.filter((moment) => now - moment < windowMs);
}
