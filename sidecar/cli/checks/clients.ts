import type { ClientRow } from '../../contract/clients.ts';
import { AppError } from '../../contract/errors.ts';
import { toOrigin } from '../../lib/origin.ts';
import type { Check, Finding, Situation } from './types.ts';

export const clients = {
  id: 'clients',
  async find(situation) {
    try {
      const room = await situation.clients();
      const [rows, neighbour] = await Promise.all([room.list(), situation.neighbour()]);
      const origin = toOrigin(situation.settings.host, situation.settings.port);
      const dead = neighbour.kind === 'headroom' ? [] : await findDead(rows, room, origin);
      return [...describeDead(dead, origin, situation), ...rows.flatMap(describe)];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const hint = error.hint ?? 'Try again; if it stays so, report it.';
      return [{ check: 'clients', level: 'broken', message: error.message, hint }];
    }
  },
} satisfies Check;

type Room = Awaited<ReturnType<Situation['clients']>>;

/** Clients that point at the port: what is in conflict does where our address is among what would be taken out. */
async function findDead(rows: readonly ClientRow[], room: Room, origin: string): Promise<ClientRow[]> {
  const dead: ClientRow[] = [];
  for (const row of rows) {
    if (row.state === 'connected' || (row.state === 'conflict' && (await holds(room, row.id, origin)))) dead.push(row);
  }
  return dead;
}

async function holds(room: Room, id: string, origin: string): Promise<boolean> {
  try {
    const results = await room.disconnect(id, { dryRun: true });
    const lines = results.flatMap(({ changes }) => changes.flatMap(({ diff }) => diff.split('\n')));
    return lines.some((line) => line.startsWith('-') && line.includes(origin));
  } catch (error) {
    if (error instanceof AppError) return false; // its file cannot be read: the client's own remark says so
    throw error;
  }
}

/** At the port no Headroom listens: each of their requests fails. */
function describeDead(dead: readonly ClientRow[], origin: string, situation: Situation): Finding[] {
  if (dead.length === 0) return [];
  const names = dead.map(({ name }) => name).join(', ');
  return [
    {
      check: 'clients',
      level: 'broken',
      message: `${names} point${dead.length === 1 ? 's' : ''} at ${origin}, where no Headroom runs.`,
      hint: 'Start it with `headroom start`, or let them go their own way for now with `headroom pause`.',
      fix: { summary: `paused ${names}`, run: () => release(situation, dead) },
    },
  ];
}

/**
 * What is recorded is paused; what nobody recorded cannot be put back by us, so it is only taken out.
 * @throws AppError of the first that could not be changed, when all others have been
 */
async function release({ clients: open }: Situation, dead: readonly ClientRow[]): Promise<void> {
  const room = await open();
  const results = [...(await room.pause())];
  const paused = new Set(results.map(({ id }) => id));
  for (const { id } of dead) if (!paused.has(id)) results.push(...(await room.disconnect(id)));
  const failed = results.find(({ error }) => error !== null);
  if (failed?.error == null) return;
  const { message, hint } = failed.error;
  throw new AppError('client.denied', `${failed.name}: ${message}`, {
    hint: hint ?? `Look at \`headroom clients ${failed.id}\`.`,
  });
}

function describe({ name, state, findings }: ClientRow): Finding[] {
  const remarks = findings
    .filter(({ level }) => level !== 'ok')
    .map(({ level, message, hint }): Finding => {
      return { check: 'clients', level, message: `${name}: ${message}`, hint: hint ?? 'Look at `headroom clients`.' };
    });
  if (state === 'connected') return [{ check: 'clients', level: 'ok', message: `${name} is connected.` }, ...remarks];
  if (state !== 'paused') return remarks;
  const hint = '`headroom resume` connects it again.';
  return [{ check: 'clients', level: 'ok', message: `${name} is paused.`, hint }, ...remarks];
}
