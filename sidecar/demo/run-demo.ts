import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoReport } from '../contract/api.ts';
import { type Sidecar, startSidecar } from '../main.ts';
import { resolveSettings } from '../settings.ts';
import { playArms } from './play-arms.ts';
import { startProvider } from './provider.ts';
import {
  formatClosing,
  formatExample,
  formatLedger,
  formatOpening,
  formatPair,
  formatTotals,
  makeReport,
} from './report.ts';
import { makeSession } from './session.ts';
import type { DemoPair, DemoSession, LedgerView } from './types.ts';

/** Where the demo talks to; a terminal gets colour. */
export interface DemoOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface DemoOptions {
  readonly out: DemoOutput;
  readonly fast?: boolean;
  readonly stop?: AbortSignal;
}

/** Pause between the lines, so that the session can be followed as it goes. */
const PACE_MS = 120;
const LEDGER_TRIES = 40;
const LEDGER_WAIT_MS = 50;

/**
 * Replays the bundled session against the mock provider, direct and through a sidecar of its own in a temporary home,
 * and prints both bills. Leaves nothing behind.
 * @param options.fast no pause between the lines
 * @param options.stop ends it after the turn under way
 * @returns exit code: 0, or 1 when the arms got different answers, or when it was stopped
 */
export async function runDemo({ out, fast = false, stop }: DemoOptions): Promise<number> {
  const session = makeSession();
  const style = { colour: out.isTTY === true };
  const { pairs, ledger } = await playSession(
    session,
    async (pair) => {
      out.write(`${formatPair(pair, style)}\n`);
      if (!fast) await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    },
    { onReady: () => out.write(`${formatOpening(session)}\n`), stop },
  );
  if (stop?.aborted) return 1;
  out.write(`${formatTotals(pairs, style)}\n`);
  if (ledger !== null) out.write(`${formatLedger(ledger)}\n`);
  out.write(`\n${formatExample(pairs)}\n\n${formatClosing()}\n`);
  return pairs.every((pair) => pair.direct.answer === pair.proxied.answer) ? 0 : 1;
}

/** The same as figures, for the page. */
export async function replayDemo(): Promise<DemoReport> {
  const { pairs } = await playSession(makeSession());
  return makeReport(pairs);
}

/** Both arms in step; provider, sidecar and home are made for it and taken away. */
async function playSession(
  session: DemoSession,
  onPair: (pair: DemoPair) => Promise<void> = async () => undefined,
  { onReady = () => undefined, stop }: { onReady?: () => void; stop?: AbortSignal | undefined } = {},
): Promise<{ pairs: readonly DemoPair[]; ledger: LedgerView | null }> {
  const home = await mkdtemp(join(tmpdir(), 'headroom-demo-'));
  const provider = await startProvider(session);
  const pairs: DemoPair[] = [];
  try {
    const sidecar = await startSidecar(resolveSettings({ port: 0, home, 'anthropic-api-url': provider.url }, {}));
    try {
      // A sidecar that has run for a second is the usual case; its first second is not what the demo is about.
      await sidecar.services.engine.whenReady;
      onReady();
      for await (const pair of playArms(session, provider, sidecar.url)) {
        pairs.push(pair);
        await onPair(pair);
        if (stop?.aborted) break;
      }
      return { pairs, ledger: stop?.aborted ? null : await readLedger(sidecar, pairs.length) };
    } finally {
      await sidecar.close();
    }
  } finally {
    await provider.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** Rows are written behind the answers; waits until all are there, two seconds at most. */
async function readLedger({ services: { store } }: Sidecar, count: number): Promise<LedgerView | null> {
  for (let i = 0; i < LEDGER_TRIES; i++) {
    const rows = await store.exchanges({ limit: count });
    if (rows.length < count) {
      await new Promise((resolve) => setTimeout(resolve, LEDGER_WAIT_MS));
      continue;
    }
    const faults = rows.filter((row) => row.treatment === 'failed-open').map((row) => row.fault ?? 'unknown');
    return { summary: await store.summary({ sinceMs: 0, untilMs: Date.now() }), faults };
  }
  return null;
}
