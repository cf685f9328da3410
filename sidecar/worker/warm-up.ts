import type { Tokens } from '../engine/index.ts';
import { decide } from '../engine/index.ts';

/** Rounds after which V8 has compiled what is hot. */
const ROUNDS = 4;
/**
 * Tables of JSON need more of it: whoever asks for one asks for thousands of rows. Measured, the first of 1 MB took about 400 ms of
 * CPU behind the four rounds, and 235 ms with these behind them.
 */
const TABLES = 16;

/**
 * Runs the engine over small texts of every common kind, so that the first real request does not pay for compiling it:
 * measured, the first 20 kB log took 60 ms, the second 9 ms. One text per call, for the caller to spread over idle time.
 * @returns steps to be called one after another
 */
export function makeWarmUp(tokens: Tokens): (() => void)[] {
  const policy = { mode: 'cache', canStore: true, originalsDir: '~/.headroom/originals' } as const;
  const hint = { tool: 'Bash', command: 'run', path: '', question: 'why does request 7 fail', terms: ['request', '7'] };
  const steps: (() => void)[] = [];
  const run = (text: string): void => void decide({ text, hint, isError: false }, { tokens, policy });
  for (let round = 0; round < ROUNDS; round++) {
    for (const make of [rows, log, hits, diff, page, prose]) {
      steps.push(() => run(make(round)));
    }
  }
  for (let round = 0; round < TABLES; round++) steps.push(() => run(table(round)));
  return steps;
}

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n');
}

function rows(round: number): string {
  const list = Array.from({ length: 60 }, (_, n) => ({
    id: n * 7 + round,
    name: `item ${n}`,
    state: n % 9 ? 'ok' : 'failed',
  }));
  return JSON.stringify({ total: 60, list }, null, 2);
}

/** About 25 kB of records as an API answers with them. */
function table(round: number): string {
  const list = Array.from({ length: 120 }, (_, n) => ({
    id: `usr_${(n * 7919 + round * 104_729).toString(16)}`,
    number: n + round,
    mail: `${n % 13}.person@example.com`,
    state: n % 17 ? 'active' : 'failed',
    created_at: `2026-0${(n % 9) + 1}-1${round % 9}T0${n % 9}:${10 + (n % 49)}:00Z`,
    score: (n * 37 + round) / 100,
    tags: [`tag ${n % 5}`, `tag ${round}`],
    owner: { id: n % 50, team: `team ${n % 7}` },
    note: n % 4 ? null : `request ${n} failed to reach shard ${round}`,
  }));
  return JSON.stringify({ total: list.length, list });
}

function log(round: number): string {
  return lines(150, (n) => {
    const time = `2026-01-0${round + 1}T10:${String(n % 60).padStart(2, '0')}:00Z`;
    return `${time} ${n % 40 ? 'INFO' : 'ERROR'} worker-${n % 5} handled request ${n * 13} in ${n % 90} ms`;
  });
}

function hits(round: number): string {
  return lines(
    80,
    (n) => `src/part-${Math.floor(n / 10)}/file-${round}.ts:${n * 3 + 1}:  const value${n} = call(value${n - 1});`,
  );
}

function diff(round: number): string {
  const hunks = lines(60, (n) => (n % 6 ? ` context ${n}` : `-old ${n}\n+new ${n} ${round}`));
  return `diff --git a/a.ts b/a.ts\nindex 0000000..1111111 100644\n--- a/a.ts\n+++ b/a.ts\n@@ -1,60 +1,60 @@ main\n${hunks}`;
}

function page(round: number): string {
  const body = lines(
    40,
    (n) => `<p>Sentence ${n} of page ${round} says something about a thing, and then some more.</p>`,
  );
  return `<!doctype html><html><head><title>Page</title></head><body><nav><a href="/">Home</a></nav><article>${body}</article></body></html>`;
}

function prose(round: number): string {
  return lines(
    30,
    (n) => `Paragraph ${n} tells how the river rose in the year ${1800 + n + round}. Nobody had expected it then.\n`,
  );
}
