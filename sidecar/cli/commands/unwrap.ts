import { basename } from 'node:path';
import { resolveSettings } from '../../settings.ts';
import { makeClients } from '../client-room.ts';
import { writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';
import { clearLeftovers, type Leftovers } from '../wrap/leftovers.ts';

export const unwrap = defineCommand({
  id: 'unwrap',
  summary: 'Clear what a killed wrap left behind; one that ended by itself leaves nothing.',
  args: {
    tool: { type: 'positional', required: false, description: 'Tell also whether this client is connected.' },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
  },
  async run({ tool, home }, io) {
    const settings = resolveSettings({ home }, io.env);
    const lines = formatLeftovers(await clearLeftovers(settings.home));
    const { findByName } = await import('../../clients/index.ts');
    const meant = tool === undefined ? undefined : findByName(basename(tool));
    const clients = meant === undefined ? [] : await (await makeClients(settings, io.env)).list();
    const client = clients.find(({ id }) => id === meant?.id);
    if (client?.state === 'connected') {
      lines.push(
        `${client.name} goes through Headroom by its own settings: headroom disconnect ${client.id} takes that out.`,
      );
    }
    await writeAll(io.stdout, `${lines.join('\n')}\n`);
    return 0;
  },
});

function formatLeftovers({ records, ended, tools }: Leftovers): string[] {
  const lines = [
    ...records.map((path) => `Removed the record of a process that was killed: ${path}`),
    ...ended.map((url) => `Ended the Headroom at ${url}, which no tool used.`),
  ];
  if (lines.length === 0)
    lines.push('No wrap left anything behind. A wrap changes no settings; it ends with its tool.');
  for (const { tool, pid } of tools)
    lines.push(`${tool} is still wrapped (process ${pid}); end it, and its Headroom ends.`);
  return lines;
}
