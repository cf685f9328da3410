import { resolve } from 'node:path';
import type { ToolResult } from '../../contract/tools.ts';
import type { Tools } from '../../installs/index.ts';
import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { createLiveLine } from '../live-line.ts';
import { writeAll } from '../output.ts';
import { formatToolProgress, formatToolResult, formatTools } from '../tool-lines.ts';
import { defineCommand, type Io } from '../types.ts';

const actions = ['install', 'update', 'rollback', 'remove', 'verify'] as const;
type Action = (typeof actions)[number];

export const tools = defineCommand({
  id: 'tools',
  summary: 'List programs of others that Headroom can install; install, update, roll back, verify or remove one.',
  args: {
    action: {
      type: 'positional',
      required: false,
      description: 'list (the default), install, update, rollback, remove or verify.',
    },
    tool: { type: 'positional', required: false, description: 'Id of the tool, as the list has it.' },
    'offline-file': {
      type: 'string',
      valueHint: 'file',
      description: 'install, update, verify: take this archive, which must be the pinned one, and ask no network.',
    },
    json: { type: 'boolean', description: 'Print the answer as JSON, as the API gives it.' },
    home: { type: 'string', valueHint: 'directory', description: 'Where they are installed (HEADROOM_HOME).' },
  },
  async run({ action = 'list', tool, 'offline-file': given, json, home }, io) {
    const { createTools } = await import('../../installs/index.ts');
    const room = createTools({ home: resolveSettings({ home }, io.env).home, env: io.env });
    if (action === 'list') {
      if (tool !== undefined || given !== undefined) throw usage('list needs no tool and no file');
      const rows = await room.list();
      await writeAll(io.stdout, json === true ? toJson({ tools: rows }) : formatTools(rows));
      return 0;
    }
    const wanted = actions.find((one) => one === action);
    if (wanted === undefined)
      throw usage(`"${action}" is nothing that headroom tools can do: list, ${actions.join(', ')}`);
    if (tool === undefined) throw usage(`${wanted} needs the id of a tool; headroom tools list shows them`);
    const file = given === undefined ? undefined : resolve(given);
    if (file !== undefined && (wanted === 'rollback' || wanted === 'remove')) throw usage(`${wanted} needs no file`);
    const result = await act(room, { wanted, tool, file }, io);
    await writeAll(io.stdout, json === true ? toJson(result) : `${formatToolResult(result)}\n`);
    return 0;
  },
});

/** Does it, and shows on stderr how far it is. */
async function act(
  room: Tools,
  { wanted, tool, file }: { wanted: Action; tool: string; file: string | undefined },
  io: Io,
): Promise<ToolResult> {
  const line = createLiveLine(io.stderr);
  const stop = room.onProgress((progress) => {
    if (progress.phase === 'download' || progress.phase === 'check') line.show(formatToolProgress(progress));
  });
  try {
    return await (wanted === 'rollback' || wanted === 'remove' ? room[wanted](tool) : room[wanted](tool, file));
  } finally {
    stop();
    line.end();
  }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
