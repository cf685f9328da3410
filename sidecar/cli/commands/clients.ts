import type { ClientRow } from '../../contract/clients.ts';
import { clientFlags, openClients } from '../client-room.ts';
import { say, writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';

export const clients = defineCommand({
  id: 'clients',
  summary: 'List the coding clients of this computer: connected, paused, or going their own way.',
  args: clientFlags,
  async run({ json, ...flags }, io) {
    const room = await openClients(flags, io);
    const recovery = await room.recover();
    if (recovery !== null) {
      say(io, `A change of ${recovery.client} had been broken off; it was ${recovery.outcome}.`);
    }
    const rows = await room.list();
    await writeAll(io.stdout, json === true ? `${JSON.stringify({ clients: rows }, null, 2)}\n` : formatRows(rows));
    return 0;
  },
});

function formatRows(rows: readonly ClientRow[]): string {
  const widths = [Math.max(...rows.map(({ id }) => id.length)), Math.max(...rows.map(({ state }) => state.length))];
  return rows
    .map(({ id, state, name, version, how, findings }) => {
      const about = [name, version, how === 'steps' ? '(by hand)' : null].filter(Boolean).join(' ');
      const lines = [`${id.padEnd(widths[0]!)}  ${state.padEnd(widths[1]!)}  ${about}`];
      for (const { message, hint } of findings)
        lines.push(`    ${message}`, ...(hint === null ? [] : [`    → ${hint}`]));
      return `${lines.join('\n')}\n`;
    })
    .join('');
}
