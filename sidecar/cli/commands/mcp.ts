import { mcpHosts } from '../../clients/index.ts';
import { toOrigin } from '../../lib/origin.ts';
import { readVersion } from '../../machine/index.ts';
import { usage } from '../args.ts';
import { setUpClients, setupActions, setupFlags } from '../client-setup.ts';
import { formatMcpConfig, makeMcpEntry } from '../mcp-config.ts';
import { say, writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
import { defineCommand } from '../types.ts';

export const mcp = defineCommand({
  id: 'mcp',
  summary: 'Serve agents over MCP (stdio): get originals back, search them, shorten a text, tell what was saved.',
  args: {
    action: {
      type: 'positional',
      required: false,
      description:
        'Nothing: serve. install, uninstall, status: in the settings of clients. config: print what to copy.',
    },
    client: {
      type: 'positional',
      required: false,
      description: 'One client by its id or its program; all that are found unless given.',
    },
    ...setupFlags,
    port: { type: 'string', valueHint: 'number', description: 'Port of the running Headroom (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where the originals are kept (HEADROOM_HOME).' },
  },
  async run({ action, client, 'dry-run': dryRun = false, force = false, json, ...flags }, io) {
    const settings = await findSettings(flags, io.env);
    const place = { home: settings.home, port: flags.port, env: io.env };
    if (action === 'config') {
      if (client !== undefined && !mcpHosts.some(({ id }) => id === client)) {
        const ids = mcpHosts.map(({ id }) => id).join(', ');
        throw usage(`"${client}" is no client that headroom mcp knows; it knows ${ids}`);
      }
      await writeAll(io.stdout, formatMcpConfig(makeMcpEntry(place)));
      return 0;
    }
    const setup = setupActions.find((one) => one === action);
    if (setup !== undefined) {
      const { home, host, port } = settings;
      const { createMcpClients } = await import('../../clients/index.ts');
      const clients = createMcpClients({ home, env: io.env, proxyUrl: toOrigin(host, port) }, makeMcpEntry(place));
      return setUpClients(clients, { action: setup, command: 'mcp', client, dryRun, force, json }, io);
    }
    if (action !== undefined) throw usage(`"${action}" is nothing that headroom mcp can do; headroom mcp --help tells`);
    const [{ serveMcp }, { makeMcpDeps }] = await Promise.all([import('../../mcp/index.ts'), import('../mcp-deps.ts')]);
    const deps = makeMcpDeps(settings.home, () => findSettings(flags, io.env), await readVersion());
    const { ended } = await serveMcp(deps, { input: io.stdin, output: io.stdout }, (line) => say(io, line));
    await ended;
    return 0;
  },
});
