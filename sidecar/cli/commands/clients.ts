import type { ClientRow } from '../../contract/clients.ts';
import { usage } from '../args.ts';
import { clientFlags, openClients } from '../client-room.ts';
import { say, writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';

export const clients = defineCommand({
  id: 'clients',
  summary: 'List the coding clients of this computer: connected, paused, or going their own way.',
  args: {
    action: { type: 'positional', required: false, description: 'list (the default).' },
    ...clientFlags,
  },
  async run({ action = 'list', json, ...flags }, io) {
    if (action !== 'list') throw usage(`"${action}" is nothing that headroom clients can do: it lists them`);
    const room = await openClients(flags, io);
    const recovery = await room.recover();
    if (recovery !== null) {
      say(io, `A change of ${recovery.client} had been broken off; it was ${recovery.outcome}.`);
    }
    const rows = await room.list();
    await writeAll(io.stdout, json === true ? `${JSON.stringify({ clients: rows }, null, 2)}\n` : formatRows(rows));
    if (json !== true) say(io, suggest(rows));
    return 0;
  },
});

function suggest(rows: readonly ClientRow[]): string {
  const states = new Set(rows.filter(({ how }) => how !== 'steps').map(({ state }) => state));
  if (states.has('conflict')) return 'headroom connect <client> --dry-run shows what stands in the way.';
  if (states.has('paused')) return 'headroom resume leads the paused ones through Headroom again.';
  if (states.has('disconnected'))
    return 'headroom connect <client|all> sets them up; --dry-run shows the exact change.';
  if (states.has('connected')) return 'headroom doctor looks whether they are really routed.';
  return 'No client that can be set up is installed here. headroom wrap <tool> runs any other program through Headroom.';
}

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
