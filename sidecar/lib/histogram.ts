/** Buckets grow by this factor, so a percentile read from them is within ±2.2 % of the exact one. */
const growth = 2 ** (1 / 16);
/** Values up to this one share the first bucket. */
const smallest = 0.01;

/** Bucket of a non-negative value on a logarithmic scale. */
export function bucketOf(value: number): number {
  if (!(value > smallest)) return 0;
  return Math.min(1023, Math.ceil(Math.log(value / smallest) / Math.log(growth)));
}

/** The value that stands for a bucket: the geometric middle of its bounds. */
export function middleOf(bucket: number): number {
  return bucket <= 0 ? smallest : smallest * growth ** (bucket - 0.5);
}

/**
 * The value below which a share of all counted values lies.
 * @param counts how often each bucket was hit. @param share 0..1. @returns null when nothing was counted.
 */
export function readPercentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  let total = 0;
  for (const count of counts.values()) total += count;
  if (total === 0) return null;
  let left = share * total;
  for (const bucket of [...counts.keys()].sort((a, b) => a - b)) {
    left -= counts.get(bucket)!;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}
