import type { Arm } from './arms.ts';
import { makeBody } from './bodies.ts';
import { quantile, send, type Timing } from './load.ts';

/** One row of the latency table: times of every arm in the same run, in ms. */
export interface LatencyRow {
  readonly what: string;
  readonly arm: string;
  readonly requests: number;
  readonly firstByteP50: number;
  readonly firstByteP99: number;
  readonly totalP50: number;
  readonly longestGapMs: number;
  readonly failures: number;
}

const KB = 1000;
const rounds = 80;
/** Rounds that are not counted: what is resident for days is measured warm, every arm alike. */
const warmUpRounds = 60;

/** Every case over every arm. The arms take turns, request by request, so that a noisy moment hits all of them. */
export async function measureLatency(arms: readonly Arm[]): Promise<LatencyRow[]> {
  const quiet = { hasEdits: false, newBytes: 20 * KB };
  const edited = { hasEdits: true, newBytes: 20 * KB };
  const plain = makeBody({ ...quiet, bytes: 200 * KB, seed: 0 });
  const same = makeBody({ ...edited, bytes: 200 * KB, seed: 0 });
  const streamed = makeBody({ ...edited, bytes: 200 * KB, seed: 0, answer: '-300-0' });
  const large = makeBody({ ...edited, bytes: 1000 * KB, seed: 0 });
  const rows = [
    ...(await sequence('200 kB, nothing to edit', arms, () => plain)),
    ...(await sequence('200 kB, edits known from the turn before', arms, () => same)),
    ...(await sequence('200 kB, 20 kB of it new output', arms, (round) =>
      makeBody({ ...edited, bytes: 200 * KB, seed: round }),
    )),
    ...(await sequence('1 MB, edits known from the turn before', arms, () => large)),
    ...(await sequence('200 kB → stream of 300 events', arms, () => streamed)),
    ...(await crowd('50 streams of 300 events at once', arms, streamed)),
  ];
  for (const arm of arms) rows.push(await starvation(arm));
  return rows;
}

async function sequence(what: string, arms: readonly Arm[], body: (round: number) => Buffer): Promise<LatencyRow[]> {
  const timings = new Map<Arm, Timing[]>(arms.map((arm) => [arm, []]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    const bytes = body(round + warmUpRounds);
    for (const arm of arms) {
      const timing = await send(arm, bytes);
      if (round >= 0) timings.get(arm)!.push(timing);
    }
  }
  return arms.map((arm) => row(what, arm, timings.get(arm)!));
}

async function crowd(what: string, arms: readonly Arm[], body: Buffer): Promise<LatencyRow[]> {
  const rows: LatencyRow[] = [];
  for (const arm of arms) {
    const timings: Timing[] = [];
    for (let round = 0; round < 4; round++) {
      timings.push(...(await Promise.all(Array.from({ length: 50 }, () => send(arm, body)))));
    }
    rows.push(row(what, arm, timings));
  }
  return rows;
}

/** Twenty slow streams run while one body of 10 MB is worked on: no stream may fall silent meanwhile. */
async function starvation(arm: Arm): Promise<LatencyRow> {
  const small = makeBody({ bytes: 20 * KB, newBytes: 5 * KB, hasEdits: true, seed: 0, answer: '-150-10' });
  const huge = makeBody({ bytes: 10_000 * KB, newBytes: 5_000 * KB, hasEdits: true, seed: 7 });
  const streams = Array.from({ length: 20 }, () => send(arm, small));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await send(arm, huge);
  return row('20 streams, an event every 10 ms, beside a 10 MB body', arm, await Promise.all(streams));
}

function row(what: string, arm: Arm, timings: readonly Timing[]): LatencyRow {
  const first = timings.map((one) => one.firstByteMs);
  return {
    what,
    arm: arm.name,
    requests: timings.length,
    firstByteP50: quantile(first, 0.5),
    firstByteP99: quantile(first, 0.99),
    totalP50: quantile(
      timings.map((one) => one.totalMs),
      0.5,
    ),
    longestGapMs: Math.max(...timings.map((one) => one.longestGapMs)),
    failures: timings.filter((one) => one.status !== 200).length,
  };
}
