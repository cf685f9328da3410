import { homedir } from 'node:os';
import { basename } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { findProgram, isThere, readVersion } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { readInteger, usage } from '../args.ts';
import { say } from '../output.ts';
import { defineCommand, type Io } from '../types.ts';
import { type Lease, leaseHeadroom, listOwnOrigins } from '../wrap/lease.ts';
import { findUpstreams, makeToolEnv, type Route, readTemplates, routeUnknown } from '../wrap/routes.ts';
import { NOT_FOUND, runTool, ToolError } from '../wrap/tool.ts';

/** Stands for the address while it is not known yet which port it has. */
const PLACEHOLDER = 'http://127.0.0.1:0';

export const wrap = defineCommand({
  id: 'wrap',
  summary: 'Run one tool through Headroom and leave nothing behind: headroom wrap claude -- -p "hi".',
  args: {
    tool: { type: 'positional', description: 'claude, codex, gemini, opencode, aider, … or any other program.' },
    port: { type: 'string', valueHint: 'number', description: 'Use the Headroom on this port, or start it there.' },
    proxy: {
      type: 'boolean',
      default: true,
      description: 'Start a Headroom when none fits (the default).',
      negativeDescription: 'Use one that runs, or fail.',
    },
    env: {
      type: 'string',
      valueHint: 'NAME[={url}/v1],…',
      description: 'Further variables to set to the address, for programs that are not known.',
    },
    rtk: {
      type: 'boolean',
      default: true,
      description: 'Nothing: wrap sets up no context tool.',
      negativeDescription: 'Accepted for scripts of similar wrappers; wrap sets up no context tool.',
    },
    'context-tool': {
      type: 'boolean',
      default: true,
      description: 'Nothing: wrap sets up no context tool.',
      negativeDescription: 'The same as --no-rtk.',
    },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
    verbose: { type: 'boolean', alias: 'v', description: 'Say on stderr what is done before the tool starts.' },
  },
  takesRest: true,
  async run({ tool, port, proxy, env, home, verbose }, io, rest) {
    const tell = verbose === true ? (line: string) => say(io, `headroom: ${line}`) : () => {};
    const templates = readTemplates(env, PLACEHOLDER);
    if (templates === null) throw usage('--env needs NAME or NAME=text with {url} in it');
    const known = await routeTool(tool, PLACEHOLDER);
    for (const note of known.notes) tell(note);
    const route = { ...known, env: { ...known.env, ...templates } };
    const upstreams = await findStandingUpstreams(route, home, io);
    for (const [name, url] of Object.entries(upstreams)) tell(`${name} = ${url}, which was set for the tool.`);
    const command = await findCommand(tool, known.programs, io);
    // Said before anything is started for it.
    if (command === null) {
      say(io, `headroom: There is no program "${tool}".`);
      say(io, '  Install it, or check PATH.');
      return NOT_FOUND;
    }
    const env2 = makeProxyEnv(io.env, upstreams, home);
    const lease = await leaseHeadroom({
      settings: loopbackSettings(resolveSettings({}, env2)),
      version: await readVersion(),
      port: readInteger('port', port, { min: 1, max: 65535 }) ?? null,
      mayStart: proxy !== false,
      env: env2,
      tool,
    });
    tell(`${lease.isNew ? 'started' : 'uses'} Headroom at ${lease.url}.`);
    const settled = settle(route, lease.url);
    for (const [name, value] of Object.entries(settled.env)) tell(`${name}=${value}`);
    return runAndRelease(command, [...settled.args, ...rest], { lease, route: settled, io });
  },
});

async function runAndRelease(
  command: string,
  args: readonly string[],
  { lease, route, io }: { lease: Lease; route: Route; io: Io },
): Promise<number> {
  const isTerminal = (io.stdin as { isTTY?: boolean }).isTTY === true;
  try {
    return await runTool({ command, args }, makeToolEnv(io.env, route, lease.url), isTerminal);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    say(io, `headroom: ${error.message}`);
    return error.exitCode;
  } finally {
    await lease.release();
  }
}

interface KnownRoute extends Route {
  readonly notes: readonly string[];
  /** Names of the client's program; [] for a tool that is not known. */
  readonly programs: readonly string[];
}

/** Path of what is run, also when a client was named by its id; null when it is nowhere. */
async function findCommand(tool: string, programs: readonly string[], { env }: Io): Promise<string | null> {
  if (/[\\/]/.test(tool)) return (await isThere(tool)) ? tool : null;
  const bare = process.platform === 'win32' ? tool.replace(/\.(exe|cmd|bat|ps1)$/i, '') : tool;
  const names = [...new Set([bare, ...programs])];
  const where = { env, userHome: env.HOME || env.USERPROFILE || homedir(), platform: process.platform };
  return findProgram(names, where, async () => []);
}

/** How the tool is led here: as the clients room knows it, by name or by program, else by the variables that most read. */
async function routeTool(tool: string, origin: string): Promise<KnownRoute> {
  const { findByName } = await import('../../clients/index.ts');
  const adapter = findByName(tool) ?? findByName(basename(tool).replace(/\.(exe|cmd|bat|ps1)$/i, ''));
  if (adapter !== undefined) {
    const { programs, ...launch } = adapter.launch(origin);
    if (programs.length > 0) return { ...launch, programs };
    throw new AppError('wrap.tool', `${adapter.name} cannot be wrapped. ${launch.notes.join(' ')}`);
  }
  return { ...routeUnknown(origin), notes: [], programs: [] };
}

/** Every mention of the placeholder becomes the address. */
function settle(route: Route, url: string): Route {
  const put = (text: string): string => text.replaceAll(PLACEHOLDER, url);
  return {
    env: Object.fromEntries(Object.entries(route.env).map(([name, value]) => [name, put(value)])),
    args: route.args.map(put),
  };
}

async function findStandingUpstreams(route: Route, home: string | undefined, io: Io): Promise<Record<string, string>> {
  // A tool that takes its address as an argument reads it from the usual variable when there is none.
  const names = [...Object.keys(route.env), ...(route.args.length > 0 ? ['OPENAI_BASE_URL'] : [])];
  const own = await listOwnOrigins(resolveSettings({ home }, { ...io.env, HEADROOM_HOST: '' }).home);
  return findUpstreams(io.env, names, (origin) => own.has(origin));
}

/** A Headroom for one tool listens on this computer only, whatever the shell says about the lasting one. */
function makeProxyEnv(env: Io['env'], upstreams: Record<string, string>, home: string | undefined): Io['env'] {
  const { HEADROOM_HOST: _host, HEADROOM_PORT: _port, HEADROOM_PROXY_TOKEN: _token, ...rest } = env;
  return { ...rest, ...upstreams, ...(home !== undefined && { HEADROOM_HOME: home }) };
}

function loopbackSettings(settings: Settings): Settings {
  return { ...settings, host: '127.0.0.1', port: 0 };
}
