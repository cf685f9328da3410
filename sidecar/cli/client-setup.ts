import type { Clients } from '../clients/index.ts';
import { AppError } from '../contract/errors.ts';
import { usage } from './args.ts';
import { tellResults } from './client-room.ts';
import { writeAll } from './output.ts';
import type { ExitCode, Io } from './types.ts';

/** What `headroom mcp` and `headroom hooks` can be told to do with the settings of clients. */
export const setupActions = ['install', 'status', 'uninstall'] as const;
export type SetupAction = (typeof setupActions)[number];

/** Flags of every such command. */
export const setupFlags = {
  'dry-run': { type: 'boolean', description: 'Show the exact changes and write nothing.' },
  force: { type: 'boolean', description: 'Also a client that was not found on this computer.' },
  json: { type: 'boolean', description: 'Print the answer as JSON.' },
} as const;

export interface SetupRequest {
  readonly action: SetupAction;
  /** The command's own name, for hints. */
  readonly command: 'mcp' | 'hooks';
  readonly client: string | undefined;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean | undefined;
}

/** Writes something of ours into the settings of clients, takes it out, or tells where it is. */
export async function setUpClients(clients: Clients, request: SetupRequest, io: Io): Promise<ExitCode> {
  const { action, command, client = 'all', dryRun, json } = request;
  switch (action) {
    case 'status':
      if (request.client !== undefined) throw usage(`headroom ${command} status tells about all clients; name none`);
      return tellStatus(clients, json, io);
    case 'install':
      return tellResults(await install(clients, client, request), { json, none: 'No client was found.' }, io);
    case 'uninstall':
      return tellResults(await clients.disconnect(client, { dryRun }), { json, none: 'It is in no client.' }, io);
  }
}

async function install(clients: Clients, client: string, { command, dryRun, force }: SetupRequest) {
  try {
    return await clients.connect(client, { dryRun, force });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'client.not-installed') throw error;
    const hint = `If it is there all the same: headroom ${command} install ${client} --force.`;
    throw new AppError(error.code, error.message, { hint, cause: error });
  }
}

async function tellStatus(clients: Clients, json: boolean | undefined, io: Io): Promise<ExitCode> {
  const words = { connected: 'installed', disconnected: 'not in it', conflict: 'changed by somebody' } as const;
  const rows = await Promise.all(
    (await clients.list()).map(async ({ id, name, state, how, findings }) => ({
      id,
      name,
      state: Object.hasOwn(words, state) ? words[state as keyof typeof words] : state,
      remarks: [
        // A client that cannot be set up says why.
        ...(how === 'steps' ? (await clients.plan(id)).steps : []),
        ...findings.filter(({ level }) => level !== 'ok').map(({ message }) => message),
      ],
    })),
  );
  const width = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.flatMap(({ id, state, remarks }) => [
    `${id.padEnd(width)}  ${state}\n`,
    ...remarks.map((remark) => `${' '.repeat(width)}  ${remark}\n`),
  ]);
  await writeAll(io.stdout, json === true ? `${JSON.stringify({ clients: rows }, null, 2)}\n` : lines.join(''));
  return 0;
}
