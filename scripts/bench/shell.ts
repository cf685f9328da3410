import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Arm, startHeadroom } from './arms.ts';
import { postJson, quantile } from './load.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'sidecar/cli/headroom.mjs');
/** What `npm run pack` has made; measured where it is there. */
const made = { executable: join(root, 'build/sidecar/headroom'), npm: join(root, 'build/npm/sidecar/headroom.cjs') };
/** Runs of each arm, taken in turns so that a busy moment hits all of them. */
const RUNS = 31;
const HOOKS = 200;

/** Prints what `headroom run` adds to a command, what a hook waits, and what commands of a corpus save. */
export async function reportShell(provider: Arm, corpus: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'headroom-bench-shell-'));
  const arm = await startHeadroom(provider.base);
  try {
    console.log(
      '\n## Shell\n| a command (ms) | median | p95 | fastest | median over the command alone |\n|---|---:|---:|---:|---:|',
    );
    const rows = await measureRun(arm, directory);
    const [alone] = rows;
    for (const { what, times } of rows) {
      const median = quantile(times, 0.5);
      const more = median - quantile(alone!.times, 0.5);
      const cells = [median, quantile(times, 0.95), Math.min(...times), more].map((ms) => ms.toFixed(1));
      console.log(`| ${what} | ${cells.join(' | ')} |`);
    }
    console.log('\n| a hook’s round trip (ms) | median | p95 | fastest |\n|---|---:|---:|---:|');
    for (const sizeKb of [2, 10, 30]) {
      const times = await measureHook(arm, sizeKb * 1024);
      const cells = [quantile(times, 0.5), quantile(times, 0.95), Math.min(...times)].map((ms) => ms.toFixed(2));
      console.log(`| ${sizeKb} kB, new | ${cells.join(' | ')} |`);
    }
    await reportSavings(arm, corpus);
  } finally {
    await arm.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 9 });
  }
}

interface RunRow {
  readonly what: string;
  readonly times: number[];
}

/** The same command alone, and behind `headroom run` in each of its roles; Node's own start beside them. */
async function measureRun(arm: Arm, directory: string): Promise<readonly RunRow[]> {
  const output = join(directory, 'output.txt');
  writeFileSync(output, makeListing(0, 8 * 1024));
  const project = join(directory, 'project');
  mkdirSync(join(project, '.headroom'), { recursive: true });
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: directory, HEADROOM_HOME: join(directory, 'home'), HEADROOM_PORT: new URL(arm.base).port };
  const agent = { ...env, CLAUDECODE: '1' };
  mkdirSync(env.HEADROOM_HOME);
  const filtering = { ...agent, HEADROOM_HOME: join(directory, 'filters') };
  mkdirSync(filtering.HEADROOM_HOME);
  writeFileSync(join(filtering.HEADROOM_HOME, 'filters.toml'), "[[filter]]\ncommand = 'cat *'\ndrop = ['row 1\\d ']\n");
  const run = [bin, 'run', '--', 'cat', output];
  const behind = run.slice(1);
  const packed = [
    { what: 'the executable, an agent reads', command: made.executable, args: behind, env: agent },
    { what: 'the executable with a filter of the user', command: made.executable, args: behind, env: filtering },
    { what: 'the package for npm, an agent reads', command: process.execPath, args: [made.npm, ...behind], env: agent },
  ].filter(({ command, args }) => existsSync(command === process.execPath ? args[0]! : command));
  const arms = [
    { what: 'cat, alone', command: 'cat', args: [output], env },
    { what: 'Node alone (an empty script)', command: process.execPath, args: ['-e', '0'], env },
    { what: 'headroom run, a program reads', command: process.execPath, args: run, env },
    { what: 'headroom run, an agent reads', command: process.execPath, args: run, env: agent },
    { what: 'the same with a filter of the user', command: process.execPath, args: run, env: filtering },
    ...packed,
  ];
  const rows = arms.map(({ what }) => ({ what, times: [] as number[] }));
  for (let round = 0; round <= RUNS; round++) {
    for (const [at, { command, args, env: own }] of arms.entries()) {
      const ms = await timeCommand(command, args, own, project);
      // The first round warms the caches.
      if (round > 0) rows[at]!.times.push(ms);
    }
  }
  return rows;
}

function timeCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Events of PostToolUse as Claude Code posts them, each with an output that was not seen before. */
async function measureHook(arm: Arm, bytes: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < HOOKS; round++) {
    const event = {
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'ls -la build' },
      tool_response: {
        stdout: makeListing(bytes * 1000 + round, bytes),
        stderr: '',
        interrupted: false,
        isImage: false,
      },
      transcript_path: '',
    };
    const started = performance.now();
    await postJson(`${arm.base}/v1/hooks/claude-code`, event);
    if (round > 0) times.push(performance.now() - started);
  }
  return times;
}

/** A long listing of so many bytes; another for each seed. */
function makeListing(seed: number, bytes: number): string {
  const lines: string[] = [];
  for (let size = 0, row = 1; size < bytes; row++) {
    const number = (seed * 7919 + row * 104_729) % 1_000_003;
    const line = `-rw-r--r-- 1 dev dev ${String(number).padStart(8)} Nov 27 10:${String(number % 60).padStart(2, '0')} row ${row} ${number.toString(36)}.o`;
    lines.push(line);
    size += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

interface Saving {
  outputs: number;
  before: number;
  after: number;
}

/** What `headroom run` saves on the command outputs of the corpus, by command; no question is known there. */
async function reportSavings(arm: Arm, corpus: string): Promise<void> {
  const savings = new Map<string, Saving>();
  for (const { command, path } of listOutputs(corpus)) {
    const text = readFileSync(path, 'utf8');
    const answer = await postJson(`${arm.base}/v1/shell-output`, { command, exitCode: 0, text });
    const { tokensBefore, tokensAfter } = answer as { tokensBefore: number; tokensAfter: number };
    for (const name of [nameOf(command), 'all']) {
      const known = savings.get(name) ?? { outputs: 0, before: 0, after: 0 };
      savings.set(name, {
        outputs: known.outputs + 1,
        before: known.before + tokensBefore,
        after: known.after + tokensAfter,
      });
    }
  }
  if (savings.size === 0) {
    console.log('\nsavings by command skipped: no corpus beside the project; --corpus DIR names one');
    return;
  }
  console.log('\n| command | outputs | tokens | saved |\n|---|---:|---:|---:|');
  const rows = [...savings].sort(([, a], [, b]) => b.before - a.before);
  for (const [name, { outputs, before, after }] of rows) {
    console.log(`| ${name} | ${outputs} | ${before} | ${((1 - after / before) * 100).toFixed(1)} % |`);
  }
}

function listOutputs(corpus: string): { command: string; path: string }[] {
  return ['logs', 'diff', 'search', 'json'].flatMap((kind) => {
    const manifest = join(corpus, kind, 'manifest.jsonl');
    if (!existsSync(manifest)) return [];
    return readFileSync(manifest, 'utf8')
      .trim()
      .split('\n')
      .flatMap((line) => {
        const { format, file, tool } = JSON.parse(line) as Item;
        const command = tool?.input?.command;
        return format === 'raw' && typeof command === 'string' ? [{ command, path: join(corpus, kind, file) }] : [];
      });
  });
}

interface Item {
  readonly format: string;
  readonly file: string;
  readonly tool?: { readonly input?: { readonly command?: unknown } };
}

/** "git diff", "kubectl logs", "tail": the program, and what it is told to do where it has commands of its own. */
function nameOf(command: string): string {
  const [program = '', word = ''] = command.trim().split(/\s+/);
  return ['git', 'npm', 'npx', 'kubectl', 'yarn', 'adb'].includes(program) ? `${program} ${word}` : program;
}
