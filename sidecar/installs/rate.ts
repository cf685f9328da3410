/** What a person wants to know of a download: how fast, how long still. */
export interface Pace {
  /** Over the last {@link WINDOW_MS}; null as long as too little time has passed. */
  readonly bytesPerSecond: number | null;
  readonly etaSeconds: number | null;
}

const WINDOW_MS = 5000;
/** Below it a rate is noise. */
const LEAST_MS = 500;

/** Measures a growing number of bytes. @param now ms */
export function createRate(totalBytes: number, now: () => number): (doneBytes: number) => Pace {
  const samples: [at: number, bytes: number][] = [];
  return (doneBytes) => {
    const at = now();
    samples.push([at, doneBytes]);
    while (samples.length > 2 && at - samples[0]![0] > WINDOW_MS) samples.shift();
    const [firstAt, firstBytes] = samples[0]!;
    const spanMs = at - firstAt;
    if (spanMs < LEAST_MS || doneBytes <= firstBytes) return { bytesPerSecond: null, etaSeconds: null };
    const bytesPerSecond = ((doneBytes - firstBytes) * 1000) / spanMs;
    return { bytesPerSecond, etaSeconds: Math.max(0, totalBytes - doneBytes) / bytesPerSecond };
  };
}
