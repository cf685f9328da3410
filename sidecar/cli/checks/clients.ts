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
      return [...describeDead(rows, neighbour.kind, situation), ...rows.flatMap(describe)];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const hint = error.hint ?? 'Try again; if it stays so, report it.';
      return [{ check: 'clients', level: 'broken', message: error.message, hint }];
    }
  },
} satisfies Check;

/** Clients that point at a port where no Headroom listens: each of their requests fails. */
function describeDead(rows: readonly ClientRow[], neighbour: string, situation: Situation): Finding[] {
  const dead = rows.filter(({ state }) => state === 'connected');
  if (neighbour === 'headroom' || dead.length === 0) return [];
  const origin = toOrigin(situation.settings.host, situation.settings.port);
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

/** What is recorded is paused; what nobody recorded cannot be put back by us, so it is only taken out. */
async function release({ clients: open }: Situation, dead: readonly ClientRow[]): Promise<void> {
  const room = await open();
  const paused = new Set((await room.pause()).map(({ id }) => id));
  for (const { id } of dead) if (!paused.has(id)) await room.disconnect(id);
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
