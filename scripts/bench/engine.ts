import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../sidecar/cli/headroom.mjs', import.meta.url));
/** The command line of ours, for a shell. */
export const headroom = `${quote(process.execPath)} ${quote(cli)}`;

/** Compression and facts kept over the corpus, kinds hidden from the engine. */
export async function runScore(corpus: string): Promise<void> {
  console.log('\n## Compression');
  await run([
    `${corpus}/score.mjs`,
    '--split',
    corpus,
    '--hide-kind',
    '--baselines',
    'minify',
    '--cmd',
    `${headroom} compress --jsonl`,
  ]);
}

/** What the engine takes in CPU time, in a process with the bounds of its own. @param corpus null: without the set */
export async function runSpeed(corpus: string | null): Promise<void> {
  console.log('\n## Engine (ms of CPU, compiling included)');
  const script = fileURLToPath(new URL('./speed-run.ts', import.meta.url));
  await run(['--max-semi-space-size=4', script, ...(corpus === null ? [] : [corpus])]);
}

/** Both bills of the corpus' agent sessions. */
export async function runBill(corpus: string): Promise<void> {
  console.log('\n## Bill');
  const command = `${headroom} proxy --port {port} --anthropic-api-url {upstream}`;
  await run([`${corpus}/bill.mjs`, '--split', corpus, '--cmd', command]);
}

/** Both bills of the bundled session: what anybody can repeat who only has the project. */
export async function runDemoBill(): Promise<void> {
  console.log('\n## Bill of the bundled session');
  await run([cli, 'demo']);
}

/** @param output whether what it prints is shown */
export function run(args: readonly string[], output: 'inherit' | 'ignore' = 'inherit'): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', output, output] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
