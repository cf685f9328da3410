import { readVersion } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { formatMcpConfig, makeMcpEntry } from '../mcp-config.ts';
import { say, writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';

export const mcp = defineCommand({
  id: 'mcp',
  summary: 'Serve agents over MCP (stdio): get originals back, search them, shorten a text, tell what was saved.',
  args: {
    action: {
      type: 'positional',
      required: false,
      description: 'Nothing: serve. config: print what to copy into the settings of each client.',
    },
    port: { type: 'string', valueHint: 'number', description: 'Port of the running Headroom (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where the originals are kept (HEADROOM_HOME).' },
  },
  async run({ action, ...flags }, io) {
    if (action === 'config') {
      await writeAll(io.stdout, formatMcpConfig(makeMcpEntry()));
      return 0;
    }
    if (action !== undefined) throw usage(`"${action}" is nothing that headroom mcp can do; say nothing, or config`);
    const settings = resolveSettings(flags, io.env);
    const [{ serveMcp }, { makeMcpDeps }] = await Promise.all([import('../../mcp/index.ts'), import('../mcp-deps.ts')]);
    const deps = makeMcpDeps(settings, await readVersion());
    const { ended } = await serveMcp(deps, { input: io.stdin, output: io.stdout }, (line) => say(io, line));
    await ended;
    return 0;
  },
});
