import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownLine } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

/** Every line under `HEADROOM_LINES=300`, a few of them otherwise. */
const lineCount = Number(process.env.HEADROOM_LINES ?? 25);

/** Commands with exit codes, outputs, bytes and side effects of all kinds; only what every POSIX system has. */
const programs = [
  ...['true', 'false', 'sh -c "exit 5"', "sh -c 'kill -9 $$'", 'cat no-such-file', 'no-such-program'],
  ...['cat users.json', 'cat < users.json', 'cat names.txt', 'head -c 300 users.json', 'tail -3 names.txt'],
  ...['ls', 'find . -name "*.txt"', 'wc -l users.json', 'grep -c user users.json', 'grep nothing users.json'],
  ...[
    'printf "a\\nb"',
    'printf "\\377\\376\\0"',
    'sed -n 5,20p users.json',
    'cut -d: -f2 users.json',
    'sort -r names.txt',
  ],
  ...[
    'tr a-z A-Z < names.txt',
    'awk "{print NR}" names.txt',
    'sh -c "cat users.json; exit 3"',
    'sh -c "cat users.json"',
    'sh -c "cat names.txt; exit 1"',
  ],
  ...['touch made', 'rm -f made', 'mkdir -p deep/er', 'cp users.json copy.json', 'mv copy.json moved.json'],
  ...[
    'sh -c "echo x >> log.txt"',
    'tee teed.txt < names.txt',
    'sh -c "echo err >&2; exit 4"',
    'env A=b sh -c "echo \\$A"',
  ],
] as const;

/** Ways to put a command on a line. The first three leave its output to the agent, the others hand it to a program. */
const forms: readonly ((command: string) => string)[] = [
  (command) => command,
  (command) => `${command}; echo "code $?"`,
  (command) => `${command} && echo yes || echo no`,
  (command) => `${command} | cat`,
  (command) => `${command} | head -2`,
  (command) => `${command} 2>/dev/null | sort`,
  (command) => `${command} > out.txt; cat out.txt`,
  (command) => `${command} >> all.txt 2>&1; echo $?`,
  (command) => `{ ${command}; } > out.txt 2>&1; cat out.txt`,
  (command) => `for i in 1 2; do ${command}; done > out.txt; cat out.txt`,
  (command) => `x=$(${command}); printf %s "$x"`,
];
/** Shells redirect in different ways: dash does it in itself, bash for groups and loops only. */
const shells = ['sh', 'bash'] as const;

let sidecar: SidecarProcess;
let home = '';
const works: string[] = [];

beforeAll(async () => {
  home = makeHome();
  sidecar = await startSidecarProcess(home, 'http://127.0.0.1:9');
  const users = Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, role: 'member' }));
  for (const _ of ['raw', 'ours']) {
    const work = mkdtempSync(join(tmpdir(), 'headroom-lines-'));
    works.push(work);
    writeFileSync(join(work, 'users.json'), `${JSON.stringify(users, null, 2)}\n`);
    writeFileSync(join(work, 'names.txt'), Array.from({ length: 90 }, (__, at) => `name ${(at * 37) % 90}\n`).join(''));
    mkdirSync(join(work, 'deep'));
  }
});
afterAll(async () => {
  await cleanUp();
  for (const work of works) rmSync(work, { recursive: true, force: true, maxRetries: 9 });
});

interface Done {
  /** As a shell tells it: 128 and the signal's number for a process that a signal ended. */
  readonly code: number;
  readonly output: string;
}

/** As an agent does: a shell that leads its own group, both streams in one pipe. */
function runAsAgent(shell: string, line: string, cwd: string, port: string): Promise<Done> {
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    const child = spawn(shell, ['-c', `exec 2>&1\n${line}\n`], {
      cwd,
      detached: true,
      env: { PATH, HOME: home, HEADROOM_HOME: home, HEADROOM_PORT: port, CLAUDECODE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      output += chunk;
    });
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], output });
    });
  });
}

/** Every file with its bytes. */
function readTree(directory: string): [string, string][] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(directory, name);
      return [name, statSync(path).isDirectory() ? '' : readFileSync(path, 'latin1')];
    });
}

describe.skipIf(process.platform !== 'linux')('headroom run on many command lines', { timeout: 600_000 }, () => {
  it('has the same exit code, the same side effects, and the same bytes behind a pipe or in a file', async () => {
    const lines = programs.flatMap((command) => forms.map((form, at) => ({ command, form, isRead: at < 3 })));
    expect(lines.length).toBeGreaterThanOrEqual(300);
    const step = Math.max(1, Math.floor(lines.length / lineCount));
    const [rawWork = '', ourWork = ''] = works;
    for (let at = 0; at < lines.length; at += step) {
      const { command, form, isRead } = lines[at]!;
      const shell = shells[at % shells.length]!;
      // Where an agent reads, the engine may shorten: there without a sidecar, elsewhere with one that would.
      const port = isRead ? '9' : new URL(sidecar.url).port;
      const raw = await runAsAgent(shell, form(command), rawWork, port);
      const ours = await runAsAgent(shell, form(`${ownLine} run -- ${command}`), ourWork, port);
      const told = `${shell}: ${form(command)}`;
      expect({ ...ours, output: normalise(ours.output) }, told).toEqual({ ...raw, output: normalise(raw.output) });
      expect(readTree(ourWork).map(normaliseFile), told).toEqual(readTree(rawWork).map(normaliseFile));
    }
    expect(readdirSync(join(home, 'spool'))).toEqual([]);
  });
});

/** A shell names what was killed, and like `headroom run` itself when there is no such program; two streams may meet in either order. */
function normalise(output: string): string {
  const lines = output.split('\n');
  return lines
    .map((line) => (/no-such-program: /.test(line) ? 'not found' : line.replace(/^\w+: line.* Killed .*/, 'Killed')))
    .sort()
    .join('\n');
}

function normaliseFile([name, text]: [string, string]): [string, string] {
  return [name, normalise(text)];
}
