import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, openBrowser } from '../lib/browser.ts';
import { buildUi } from '../lib/ui.ts';
import { startHeadroom } from './arms.ts';
import { fillLedger } from './fill-ledger.ts';
import { quantile } from './load.ts';

/** A task of the page's thread that is longer is felt. Milliseconds, as the Long Tasks API has it. */
const LONG_MS = 50;
/** A frame at 60 per second, and what is still one. */
const LATE_FRAME_MS = 25;
const STEPS = 60;
/** A machine that is at other work as well takes its time. */
const MOST_MS = 120_000;

/** What one way of moving through the list cost. */
interface Moves {
  readonly what: string;
  /** Time between frames, in ms, as the page saw them. */
  readonly frames: readonly number[];
  /** Tasks of the page's thread, in ms by the clock and in ms of CPU (which other programs do not lengthen). */
  readonly tasks: readonly { readonly wallMs: number; readonly cpuMs: number }[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The list of exchanges over a full ledger, in a browser over a sidecar as a user starts it: frames and long tasks. */
export async function reportPage(upstream: string, exchanges: number): Promise<void> {
  console.log(`\n## The page over ${exchanges.toLocaleString('en')} exchanges`);
  const executable = findBrowser();
  if (executable === null) return console.log('skipped: no Chromium on this computer');
  if (!(await buildUi())) return console.log('skipped: the page was not built');
  const home = mkdtempSync(join(tmpdir(), 'headroom-bench-page-'));
  fillLedger(home, exchanges);
  const arm = await startHeadroom(upstream, ['--home', home]);
  const opened = await openBrowser(executable);
  try {
    console.log('| move | frames | p50 | p95 | late | longest task | its CPU | tasks over 50 ms | of CPU |');
    console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|');
    for (const way of ways) printMoves(await measureMoves(opened.browser, `${arm.base}/#/activity`, way));
  } finally {
    await opened.close();
    await arm.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  }
}

interface Way {
  readonly what: string;
  move(page: Page): Promise<void>;
}

const ways: readonly Way[] = [
  {
    what: 'wheel',
    async move(page) {
      await page.mouse.move(500, 500);
      for (let i = 0; i < STEPS * 2; i++) {
        await page.mouse.wheel(0, 120);
        await page.waitForTimeout(16);
      }
    },
  },
  {
    what: 'PageDown',
    async move(page) {
      await page.locator('a.row-link').first().focus();
      for (let i = 0; i < STEPS; i++) {
        await page.keyboard.press('PageDown');
        await page.waitForTimeout(50);
      }
    },
  },
  {
    what: 'drag through the list',
    async move(page) {
      for (let i = 1; i <= STEPS; i++) {
        await page.evaluate(`window.scrollTo(0, document.documentElement.scrollHeight * ${i / STEPS / 2})`);
        await page.waitForTimeout(50);
      }
    },
  },
  {
    what: 'jumps, each seen to its end',
    async move(page) {
      for (let i = 1; i <= STEPS / 3; i++) {
        const share = (i * 0.618) % 1;
        await page.evaluate(`window.scrollTo(0, document.documentElement.scrollHeight * ${share})`);
        await page.waitForTimeout(120);
        await page.locator('a.row-link').first().waitFor();
      }
    },
  },
];

async function measureMoves(browser: Browser, url: string, way: Way): Promise<Moves> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 720 }, locale: 'en-GB' });
  page.setDefaultTimeout(MOST_MS);
  await page.goto(url, { timeout: MOST_MS });
  await page.locator('a.row-link').first().waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(`(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  })()`);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await way.move(page);
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const frames = (await page.evaluate('window.frames_')) as number[];
  await page.close();
  return { what: way.what, frames: frames.slice(2), tasks: readTasks(trace.traceEvents) };
}

/** The tasks of the busiest page's main thread. */
function readTasks(events: readonly TraceEvent[]): Moves['tasks'] {
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const byThread = new Map<string, { wallMs: number; cpuMs: number }[]>(mains.map((key) => [key, []]));
  for (const { name, ph, pid, tid, dur = 0, tdur = 0 } of events) {
    if (ph !== 'X' || !name.endsWith('RunTask')) continue;
    byThread.get(`${pid} ${tid}`)?.push({ wallMs: dur / 1000, cpuMs: tdur / 1000 });
  }
  const sum = (tasks: Moves['tasks']): number => tasks.reduce((total, { cpuMs }) => total + cpuMs, 0);
  return [...byThread.values()].toSorted((a, b) => sum(b) - sum(a))[0] ?? [];
}

function printMoves({ what, frames, tasks }: Moves): void {
  const longest = tasks.reduce((most, task) => (task.wallMs > most.wallMs ? task : most), { wallMs: 0, cpuMs: 0 });
  const late = frames.filter((each) => each > LATE_FRAME_MS).length;
  const over = tasks.filter(({ wallMs }) => wallMs > LONG_MS).length;
  const overCpu = tasks.filter(({ cpuMs }) => cpuMs > LONG_MS).length;
  const cell = (value: number): string => value.toFixed(1);
  console.log(
    `| ${what} | ${frames.length} | ${cell(quantile(frames, 0.5))} | ${cell(quantile(frames, 0.95))} | ${late} | ${cell(longest.wallMs)} | ${cell(longest.cpuMs)} | ${over} | ${overCpu} |`,
  );
}
