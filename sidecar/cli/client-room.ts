import type { Clients } from '../clients/types.ts';
import type { ConversationRow } from '../contract/api.ts';
import type { ClientResult } from '../contract/clients.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';
import { say, writeAll } from './output.ts';
import { findSettings } from './own-settings.ts';
import type { ExitCode, Io } from './types.ts';

/** Flags of every command about clients. */
export const clientFlags = {
  json: { type: 'boolean', description: 'Print the answer as JSON, as the API gives it.' },
  port: { type: 'string', valueHint: 'number', description: 'Port of the proxy (HEADROOM_PORT).' },
  host: { type: 'string', description: 'Address of the proxy (HEADROOM_HOST).' },
  home: { type: 'string', valueHint: 'directory', description: 'Where the records are kept (HEADROOM_HOME).' },
} as const;

export const dryRunFlag = {
  'dry-run': { type: 'boolean', description: 'Show the exact changes and write nothing.' },
} as const;

interface Flags {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly home?: string | undefined;
}

/** The clients of this computer, with the settings and the environment of this shell. */
export async function openClients({ port, host, home }: Flags, io: Io): Promise<Clients> {
  return makeClients(await findSettings({ port, host, home }, io.env), io.env);
}

export async function makeClients(settings: Settings, env: Io['env']): Promise<Clients> {
  const { createClients } = await import('../clients/index.ts');
  const proxyUrl = toOrigin(settings.host, settings.port);
  return createClients({ home: settings.home, env, proxyUrl, traffic: () => askTraffic(settings) });
}

/** The same with the hooks, which are paused and resumed together with the routes. */
export async function openClientsAndHooks({ port, host, home }: Flags, io: Io): Promise<Clients> {
  const settings = await findSettings({ port, host, home }, io.env);
  const { withHooks } = await import('../clients/index.ts');
  return withHooks(await makeClients(settings, io.env), await makeHooks(settings, io.env));
}

export async function makeHooks(settings: Settings, env: Io['env']): Promise<Clients> {
  const { createHookClients } = await import('../clients/index.ts');
  return createHookClients({ home: settings.home, env, proxyUrl: toOrigin(settings.host, settings.port) });
}

/** Whom the running Headroom has seen; nobody when none runs. */
async function askTraffic(settings: Settings): Promise<readonly Pick<ConversationRow, 'client' | 'lastAt'>[]> {
  const { host, port, home } = settings;
  if ((await findNeighbour(settings).catch(() => null))?.kind !== 'headroom') return []; // an unusable address has nobody
  const { readToken } = await import('../store/index.ts');
  const token = readToken(home) ?? undefined;
  const answer = await askLocal({ host, port, path: '/api/v1/conversations?limit=500', token, timeoutMs: 10_000 });
  if (answer?.status !== 200) return [];
  return (JSON.parse(answer.body) as { conversations: ConversationRow[] }).conversations;
}

/** Clients that were just led to a port where nobody listens cannot work until somebody does: that must not come as a surprise. */
export async function warnUnanswered(
  results: readonly ClientResult[],
  { port, host, home }: Flags,
  io: Io,
): Promise<void> {
  const isLed = results.some(({ outcome, dryRun }) => !dryRun && (outcome === 'connected' || outcome === 'resumed'));
  if (!isLed) return;
  const settings = await findSettings({ port, host, home }, io.env);
  if ((await findNeighbour(settings)).kind === 'headroom') return;
  say(
    io,
    `No Headroom answers at ${toOrigin(settings.host, settings.port)} yet: start it before these clients are used.`,
  );
  say(io, '  → headroom start, or take this back with headroom disconnect all');
}

/** Prints how it went and gives the exit code: 1 when a client could not be changed. */
export async function tellResults(
  results: readonly ClientResult[],
  { json, none }: { readonly json: boolean | undefined; readonly none: string },
  io: Io,
): Promise<ExitCode> {
  const text = json === true ? `${JSON.stringify({ results }, null, 2)}\n` : formatResults(results, none);
  await writeAll(io.stdout, text);
  return results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** @param none what to say when there was nothing to do */
export function formatResults(results: readonly ClientResult[], none: string): string {
  if (results.length === 0) return `${none}\n`;
  return `${results.map(formatResult).join('\n')}`;
}

function formatResult(result: ClientResult): string {
  const { name, outcome, changes, notes, steps, left, backups, error, dryRun } = result;
  const wouldBe = dryRun && outcome !== 'unchanged' && outcome !== 'steps' ? 'would be ' : '';
  const head = outcome === 'steps' ? `${name}: to do by hand` : `${name}: ${wouldBe}${outcome}`;
  const lines = [
    head,
    ...changes.map(({ diff }) => `\n${diff}`),
    ...changes.flatMap(({ values }) => values.map(({ path, why }) => `  ${path}: ${why}`)),
    ...notes.map((note) => `  ${note}`),
    ...steps.map((step) => `  → ${step}`),
    ...left.map((value) => `  left as it is, somebody changed it: ${value}`),
    ...backups.map((path) => `  a copy as it was before: ${path}`),
    ...(error === null ? [] : [`  ${error.message}`, ...(error.hint === null ? [] : [`  → ${error.hint}`])]),
  ];
  return `${lines.join('\n')}\n`;
}
