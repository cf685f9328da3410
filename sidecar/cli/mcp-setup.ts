import type { Clients } from '../clients/index.ts';
import { AppError } from '../contract/errors.ts';
import { toOrigin } from '../lib/origin.ts';
import { resolveSettings } from '../settings.ts';
import { usage } from './args.ts';
import { tellResults } from './client-room.ts';
import { makeMcpEntry } from './mcp-config.ts';
import { writeAll } from './output.ts';
import type { ExitCode, Io } from './types.ts';

/** What `headroom mcp` can be told to do with the settings of clients. */
export const setupActions = ['install', 'status', 'uninstall'] as const;
export type SetupAction = (typeof setupActions)[number];

interface Flags {
  readonly client?: string | undefined;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean | undefined;
  readonly home?: string | undefined;
}

/** Writes our server into the settings of clients, takes it out, or tells where it is. */
export async function setUpMcp(action: SetupAction, { home, ...flags }: Flags, io: Io): Promise<ExitCode> {
  const settings = resolveSettings({ home }, io.env);
  const { createMcpClients } = await import('../clients/index.ts');
  const proxyUrl = toOrigin(settings.host, settings.port);
  const clients = createMcpClients({ home: settings.home, env: io.env, proxyUrl }, makeMcpEntry());
  const { client = 'all', dryRun, force, json } = flags;
  switch (action) {
    case 'status':
      if (flags.client !== undefined) throw usage('headroom mcp status tells about all clients; name none');
      return tellStatus(clients, json, io);
    case 'install':
      return tellResults(await install(clients, client, { dryRun, force }), { json, none: 'No client was found.' }, io);
    case 'uninstall':
      return tellResults(await clients.disconnect(client, { dryRun }), { json, none: 'It is in no client.' }, io);
  }
}

async function install(clients: Clients, client: string, options: { dryRun: boolean; force: boolean }) {
  try {
    return await clients.connect(client, options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'client.not-installed') throw error;
    const hint = `If it is there all the same: headroom mcp install ${client} --force.`;
    throw new AppError(error.code, error.message, { hint, cause: error });
  }
}

async function tellStatus(clients: Clients, json: boolean | undefined, io: Io): Promise<ExitCode> {
  const words = { connected: 'installed', disconnected: 'not in it', conflict: 'changed by somebody' } as const;
  const rows = (await clients.list()).map(({ id, name, state }) => ({
    id,
    name,
    state: Object.hasOwn(words, state) ? words[state as keyof typeof words] : state,
  }));
  const width = Math.max(...rows.map(({ id }) => id.length));
  const text = rows.map(({ id, state }) => `${id.padEnd(width)}  ${state}\n`).join('');
  await writeAll(io.stdout, json === true ? `${JSON.stringify({ clients: rows }, null, 2)}\n` : text);
  return 0;
}
