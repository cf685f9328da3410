import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const CLI = fileURLToPath(new URL('../../sidecar/cli/headroom.mjs', import.meta.url));
const SESSION_MS = 240_000;

/** A real client with the settings of somebody who has used it for a while. */
interface Subject {
  /** Name of the harness: says how it is started and how its answer is read. */
  readonly harness: string;
  readonly id: string;
  /** By path in the home. */
  readonly files: Readonly<Record<string, string>>;
}

const subjects: readonly Subject[] = [
  {
    harness: 'claude',
    id: 'claude-code',
    files: { '.claude/settings.json': '{\n\t"includeCoAuthoredBy": false,\n\t"env": { "FOO": "bar" }\n}' },
  },
  {
    harness: 'codex',
    id: 'codex',
    files: {
      '.codex/config.toml':
        '# mine\r\nhide_agent_reasoning = true # quiet\r\n\r\n[history]\r\npersistence = "none"\r\n',
    },
  },
  {
    harness: 'opencode-anthropic',
    id: 'opencode',
    files: {
      '.config/opencode/opencode.jsonc':
        '// mine\n{\n  "$schema": "https://opencode.ai/config.json",\n  "autoupdate": false, "share": "disabled", /* all of it */ "permission": "allow",\n  "provider": { "anthropic": { "options": { "apiKey": "sk-ant-test-000" } } },\n}\n',
    },
  },
  {
    harness: 'gemini',
    id: 'gemini-cli',
    files: {
      '.bashrc': "alias ll='ls -l'",
      '.gemini/settings.json':
        '{\n    "privacy": { "usageStatisticsEnabled": false },\n    "general": { "enableAutoUpdate": false },\n    "telemetry": { "enabled": false }\n}\n',
    },
  },
];

export interface Harness {
  readonly clients: Record<
    string,
    {
      start(options: object): { cmd: string; args: string[]; env: Record<string, string> };
      parse(stdout: string, stderr: string): { final: string | null; error?: string | null };
    }
  >;
  freshSandbox(directory: string, seed: number): unknown;
  readonly directory: string;
}

/**
 * Drives real clients as a person would: connect, a session through the proxy, pause, resume, another session,
 * disconnect. Prints a row each. @returns false when one did not go through the proxy or its files are not as before.
 */
export async function reportConnected(
  directory: string,
  clientsDir: string | undefined,
  names: readonly string[],
): Promise<boolean> {
  const harness = await loadHarness(directory, clientsDir);
  console.log(
    '| client | scenario | connected | routed | paused | resumed, routed | disconnected |\n|---|---|---|---|---|---|---|',
  );
  let isGood = true;
  for (const subject of subjects.filter(({ harness }) => names.includes(harness))) {
    for (const scenario of ['a-text', 'b-agent12']) {
      const cells = await drive(subject, scenario, harness);
      isGood &&= cells.every((cell) => cell.startsWith('yes'));
      console.log(`| ${subject.id} | ${scenario} | ${cells.join(' | ')} |`);
    }
  }
  return isGood;
}

/** The drivers of real clients. @param clientsDir where they are installed */
export async function loadHarness(directory: string, clientsDir: string | undefined): Promise<Harness> {
  if (clientsDir !== undefined) process.env.CLIENTS_DIR = clientsDir;
  const { CLIENTS: clients } = await import(pathToFileURL(join(directory, 'clients.mjs')).href);
  const { freshSandbox } = await import(pathToFileURL(join(directory, 'sandbox.mjs')).href);
  return { clients, freshSandbox, directory };
}

/** One command of ours to its end. */
export function headroom(args: readonly string[], home: string): Promise<Ended> {
  return run(process.execPath, [CLI, ...args], { home });
}

async function drive(subject: Subject, scenario: string, harness: Harness): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), `headroom-${subject.id}-`));
  const home = join(root, 'home');
  for (const [name, text] of Object.entries(subject.files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const cwd = join(root, 'ledgerline');
  harness.freshSandbox(cwd, 7);
  const file = join(harness.directory, 'scenarios', `${scenario}.json`);
  const port = String(await findFreePort());
  const ask = (...args: string[]) => headroom([...args, '--port', port], home);
  const isAsBefore = () =>
    Object.entries(subject.files).every(([name, text]) => readFileSync(join(home, name), 'utf8') === text);
  const yes = (isSo: boolean, why = ''): string => (isSo ? 'yes' : `NO ${why.slice(-200).replaceAll(/\s+/g, ' ')}`);
  const session = async (): Promise<string> => {
    const provider = await startProvider(harness.directory, file, cwd);
    const proxy = await startProxy(port, provider.url, home);
    try {
      const ended = await converse(subject, JSON.parse(readFileSync(file, 'utf8')), { harness, home, cwd });
      const seen = (await ask('clients', '--json')).stdout;
      const row = (JSON.parse(seen) as { clients: { id: string; lastSeenAt: number | null }[] }).clients.find(
        ({ id }) => id === subject.id,
      );
      return yes(ended.isOk && row?.lastSeenAt != null, `${ended.why}; seen: ${row?.lastSeenAt}`);
    } finally {
      await Promise.all([stop(proxy), stop(provider.child)]);
    }
  };
  try {
    const connected = await ask('connect', subject.id, '--force');
    const cells = [yes(connected.code === 0 && !isAsBefore(), connected.stderr), await session()];
    const paused = await ask('pause');
    cells.push(yes(paused.code === 0 && isAsBefore(), describe(subject, home)));
    await ask('resume');
    cells.push(await session());
    const gone = await ask('disconnect', 'all');
    cells.push(yes(gone.code === 0 && isAsBefore(), describe(subject, home)));
    return cells;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function describe({ files }: Subject, home: string): string {
  return Object.keys(files)
    .map((name) => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : 'gone'))
    .join('\n');
}

/** One session, started from an interactive shell: its start-up files are read, nothing else tells the base URL. */
export async function converse(
  subject: Pick<Subject, 'harness'>,
  scenario: { prompt: string; model?: string; expect?: string; expect_all?: string[] },
  { harness, home, cwd }: { harness: Harness; home: string; cwd: string },
): Promise<{ isOk: boolean; why: string }> {
  const client = harness.clients[subject.harness]!;
  const { cmd, args, env } = client.start({
    base: 'http://127.0.0.1:9',
    prompt: scenario.prompt,
    home,
    cwd,
    model: scenario.model,
  });
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/BASE_URL/.test(name)));
  const ended = await run('/bin/bash', ['-ic', 'exec "$@"', 'bash', cmd, ...args], { home, cwd, env: own });
  const { final, error } = client.parse(ended.stdout, ended.stderr);
  const missing = (scenario.expect_all ?? (scenario.expect ? [scenario.expect] : [])).filter(
    (text) => !final?.includes(text),
  );
  const isOk = ended.code === 0 && !error && missing.length === 0;
  return { isOk, why: `exit ${ended.code}, ${error ?? ''} missing: ${missing.join()} ${ended.stderr.slice(-150)}` };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  command: string,
  args: readonly string[],
  at: { home: string; cwd?: string; env?: Record<string, string> },
): Promise<Ended> {
  const { home, cwd = home, env } = at;
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SESSION_MS,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      SHELL: '/bin/bash',
      TERM: 'dumb',
      LANG: 'C.UTF-8',
      GEMINI_API_KEY: 'test-000',
      ...env,
    },
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...text }));
  });
}

export async function startProvider(
  directory: string,
  scenario: string,
  cwd: string,
  port = 0,
): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--scenario', scenario, '--cwd', cwd, '--port', String(port)];
  const child = spawn(process.execPath, [join(directory, 'mock-llm.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, url = ''] = await waitFor(child, /"url":"([^"]+)"/);
  return { child, url };
}

export async function startProxy(port: string, upstream: string, home: string): Promise<ChildProcess> {
  const targets = ['ANTHROPIC', 'OPENAI', 'GEMINI', 'CHATGPT'].map((name) => [`${name}_TARGET_API_URL`, upstream]);
  const child = spawn(process.execPath, [CLI, 'proxy', '--port', port], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', HOME: home, ...Object.fromEntries(targets) },
  });
  await waitFor(child, /http:\/\/127/);
  return child;
}

function waitFor(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('close', () => reject(new Error(`ended without ${pattern}: ${text}`)));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    });
  });
}

export function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
