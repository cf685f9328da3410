import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeRuns, type Summary } from './client-verdict.ts';

/** The releases that the numbers in docs/benchmarks.md were made with; an installed one of another version is used and named. */
const PACKAGES = [
  { folder: 'claude', name: '@anthropic-ai/claude-code', version: '2.1.329' },
  { folder: 'codex', name: '@openai/codex', version: '0.169.0' },
  { folder: 'opencode', name: 'opencode-ai', version: '1.18.33' },
  { folder: 'gemini', name: '@google/gemini-cli', version: '0.61.0' },
] as const;
/** Names of the harness: codex-http is Codex with a provider of its own in its settings, codex the built-in one (WebSocket). */
export const clientNames = [
  ...['claude', 'codex-http', 'codex', 'gemini'],
  ...['opencode-anthropic', 'opencode-openai', 'opencode-google', 'opencode-chat'],
] as const;
export const scenarioNames = ['b-agent12', 'c-long40'] as const;

const RUNNER = 'run-client.mjs';
const CLI = fileURLToPath(new URL('../../sidecar/cli/headroom.mjs', import.meta.url));
const UPSTREAMS = ['anthropic', 'openai', 'chatgpt', 'gemini'].map((name) => `--${name}-api-url {upstream}`).join(' ');
const INSTALL_MS = 300_000;

export interface ClientOptions {
  /** Folder of the harness with its run-client.mjs; see the README beside it. */
  readonly harness: string;
  /** Where the clients lie, one folder each; missing ones are installed there from npm. Default: CLIENTS_DIR, or a temporary folder. */
  readonly clientsDir?: string | undefined;
  readonly clients?: readonly string[];
  readonly scenarios?: readonly string[];
  /** Seed of the generated project: another one has other facts in other places. Default: the harness' own. */
  readonly seed?: string | undefined;
  /** Tokens that the provider takes at most, so that the client has to compact. */
  readonly contextWindow?: string | undefined;
}

/** One client in one scenario, through the proxy and without it. */
interface ClientRow {
  readonly client: string;
  readonly scenario: string;
  /** Everything below is as it should be. */
  readonly ok: boolean;
  /** Exit codes: through the proxy, without it. */
  readonly exits: readonly [number | string | null, number | string | null];
  readonly isFinalEqual: boolean;
  /** 4xx answers that the client got through the proxy and that it got without it. */
  readonly refusals: readonly [number, number];
  /** Turns whose prefix the proxy, not the client, changed. */
  readonly unstableAdded: number;
  /** Times that the client had to shorten its own history: through the proxy, without it. */
  readonly compactions: readonly [number, number];
  /** Percent of the input tokens, and of their price with the provider's prompt cache counted in. */
  readonly inputSaved: number;
  readonly costSaved: number;
  /** What went wrong, '' when nothing did. */
  readonly problem: string;
  /** What is no fault of ours and yet worth telling, '' when nothing is. */
  readonly remark: string;
  /** Where the recorded runs lie; '' when all was well and they were removed. They hold the clients' own prompts. */
  readonly runs: string;
}

/**
 * Runs real clients through their scenarios, without and through the proxy, and prints a row for each as it is made, or
 * why nothing could be run.
 * @returns false when a run was not as it should be; nothing run is no failure.
 */
export async function reportClients(options: ClientOptions): Promise<boolean> {
  const { clients = clientNames, scenarios = scenarioNames, seed, contextWindow } = options;
  const more = [
    ...(seed === undefined ? [] : ['--seed', seed]),
    ...(contextWindow === undefined ? [] : ['--set', JSON.stringify({ context_window: Number(contextWindow) })]),
  ];
  const clientsDir = options.clientsDir ?? process.env.CLIENTS_DIR ?? join(tmpdir(), 'clients');
  const obstacle = await prepare(options.harness, clientsDir);
  if (obstacle !== null) {
    console.log(`skipped: ${obstacle}`);
    return true;
  }
  console.log(`${describeClients(clientsDir).join(', ')}\n\n${tableHead}`);
  let isGood = true;
  for (const client of clients) {
    for (const scenario of scenarios) {
      const row = await compareRuns({ script: join(options.harness, RUNNER), clientsDir, client, scenario, more });
      isGood &&= row.ok;
      console.log(formatRow(row));
    }
  }
  return isGood;
}

/** @returns why the clients cannot be run, or null. */
async function prepare(harness: string, clientsDir: string): Promise<string | null> {
  if (!existsSync(join(harness, RUNNER)))
    return `no ${RUNNER} in ${harness}; --harness DIR names the provider's harness`;
  if (process.platform !== 'linux') return 'the harness finds the programs of the clients on Linux only';
  const missing = await installClients(clientsDir);
  return missing.length === 0 ? null : `npm could not install ${missing.join(', ')} into ${clientsDir}`;
}

/** One line per client: what is installed, with its version. */
function describeClients(clientsDir: string): string[] {
  return PACKAGES.map(({ folder, name, version }) => {
    const found = readVersion(clientsDir, folder, name) ?? 'not installed';
    return `${name} ${found}${found === version ? '' : ` (made for ${version})`}`;
  });
}

const tableHead =
  '| client | scenario | ok | exit (direct) | final text equal | 4xx (direct) | unstable added | compactions (direct) | input saved % | cost saved % |\n|---|---|---|---|---|---:|---:|---:|---:|---:|';

function formatRow(row: ClientRow): string {
  const cells = [
    row.client,
    row.scenario,
    row.ok ? 'yes' : 'NO',
    `${row.exits[0]} (${row.exits[1]})`,
    row.isFinalEqual ? 'yes' : 'NO',
    `${row.refusals[0]} (${row.refusals[1]})`,
    String(row.unstableAdded),
    `${row.compactions[0]} (${row.compactions[1]})`,
    row.inputSaved.toFixed(1),
    row.costSaved.toFixed(1),
  ];
  const problem = row.problem === '' ? '' : `\n${row.client} ${row.scenario}: ${row.problem}; kept in ${row.runs}`;
  const remark = row.remark === '' ? '' : `\n${row.client} ${row.scenario}: ${row.remark}`;
  return `| ${cells.join(' | ')} |${problem}${remark}`;
}

interface Pair {
  readonly script: string;
  readonly clientsDir: string;
  readonly client: string;
  readonly scenario: string;
  /** Further arguments of both runs. */
  readonly more: readonly string[];
}

async function compareRuns(pair: Pair): Promise<ClientRow> {
  const runs = mkdtempSync(join(tmpdir(), `headroom-${pair.client}-`));
  const proxy = `${quote(process.execPath)} ${quote(CLI)} proxy --port {port} ${UPSTREAMS}`;
  const direct = await run(pair, join(runs, 'direct'), []);
  const proxied = await run(pair, join(runs, 'proxied'), ['--proxy', proxy]);
  const { problems, remarks, isFinalEqual, refusals, unstableAdded } = judgeRuns(direct, proxied);
  const problem = problems.join('; ');
  if (problem === '') rmSync(runs, { recursive: true, force: true });
  return {
    client: pair.client,
    scenario: pair.scenario,
    ok: problem === '',
    exits: [proxied.exit ?? null, direct.exit ?? null],
    isFinalEqual,
    refusals,
    unstableAdded,
    compactions: [proxied.upstream?.compactions ?? 0, direct.upstream?.compactions ?? 0],
    inputSaved: proxied.saved?.input_pct ?? Number.NaN,
    costSaved: proxied.saved?.cost_pct ?? Number.NaN,
    problem,
    remark: remarks.join('; '),
    runs: problem === '' ? '' : runs,
  };
}

/** One run of the harness. Whatever it prints that is no summary becomes the error of one. */
async function run(pair: Pair, out: string, proxy: string[]): Promise<Summary> {
  const { script, clientsDir, client, scenario, more } = pair;
  const args = [script, '--client', client, '--scenario', scenario, '--out', out, '--compact', ...more, ...proxy];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CLIENTS_DIR: clientsDir },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  try {
    return JSON.parse(stdout) as Summary;
  } catch {
    return { ok: false, error: `${stdout}${stderr}`.slice(-300).replaceAll('\n', ' ') };
  }
}

/** Installs what is not there, without running any script of it. @returns what npm could not bring. */
async function installClients(clientsDir: string): Promise<string[]> {
  const missing: string[] = [];
  for (const { folder, name, version } of PACKAGES) {
    if (readVersion(clientsDir, folder, name) !== null) continue;
    const cwd = join(clientsDir, folder);
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
    const npm = spawn('npm', ['install', '--ignore-scripts', '--silent'], {
      cwd,
      stdio: 'ignore',
      timeout: INSTALL_MS,
    });
    const code = await new Promise((resolve) => npm.once('exit', resolve).once('error', resolve));
    if (code !== 0) missing.push(`${name}@${version}`);
  }
  return missing;
}

function readVersion(clientsDir: string, folder: string, name: string): string | null {
  const manifest = join(clientsDir, folder, 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) return null;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
