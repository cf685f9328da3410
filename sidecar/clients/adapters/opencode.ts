import { join } from 'node:path';
import { isLoopbackName } from '../../lib/loopback.ts';
import { findClient } from '../computer.ts';
import { isRecord } from '../edits/text.ts';
import { leadsTo } from '../routes.ts';
import { parseLoosely, readAt } from '../settings-text.ts';
import type { ClientAdapter, FileEdit, Machine, RouteValue } from '../types.ts';

const programs = ['opencode'] as const;

/** Providers that it knows by itself and what their base URL ends in. */
const builtIn: Readonly<Record<string, RouteValue['suffix']>> = { anthropic: '/v1', openai: '/v1', google: '/v1beta' };

export const opencode = {
  id: 'opencode',
  name: 'OpenCode',
  how: 'files',
  labels: ['opencode'],
  detect: (machine) => findClient(machine, programs, [configHome(machine)]),
  async plan(proxyUrl, machine) {
    const file = await findConfig(machine);
    const providers = readAt(parseLoosely(await machine.read(file)), ['provider']);
    const own = Object.entries(isRecord(providers) ? providers : {}).filter(
      ([name, provider]) => !(name in builtIn) && isRemote(readAt(provider, ['options', 'baseURL']), proxyUrl),
    );
    return {
      edits: [
        ...Object.entries(builtIn).map(([name, suffix]) => makeEdit(file, name, suffix)),
        ...own.map(([name]) => makeEdit(file, name, '/v1')),
      ],
      notes: ['OpenCode reads its settings when it starts: restart sessions that run.'],
      steps: [],
    };
  },
  async verify(_proxyUrl, machine) {
    const path = machine.env.OPENCODE_CONFIG;
    const providers = readAt(parseLoosely(path ? await machine.read(path) : null), ['provider']);
    const setting = Object.entries(isRecord(providers) ? providers : {}).filter(
      ([, provider]) => readAt(provider, ['options', 'baseURL']) !== undefined,
    );
    return setting.map(([name]) => ({
      level: 'warning',
      message: `OPENCODE_CONFIG names ${path}, whose base URL for "${name}" wins.`,
      hint: 'Unset OPENCODE_CONFIG, or change the base URL there.',
    }));
  },
  launch: (proxyUrl) => ({
    programs,
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify({
        provider: Object.fromEntries(
          Object.entries(builtIn).map(([name, suffix]) => [name, { options: { baseURL: `${proxyUrl}${suffix}` } }]),
        ),
      }),
    },
    args: [],
    notes: [],
  }),
} as const satisfies ClientAdapter;

function makeEdit(file: string, name: string, suffix: RouteValue['suffix']): FileEdit {
  return {
    file,
    format: 'json',
    path: ['provider', name, 'options', 'baseURL'],
    set: { route: { suffix, slot: `opencode-${name.replace(/[^\w-]/g, '_')}` } },
    why: `Requests to ${name} go there.`,
  };
}

/** Models on this computer cost nothing: they are left alone. Ours counts, so that a second look finds the same edits. */
function isRemote(url: unknown, proxyUrl: string): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  return leadsTo(proxyUrl, url) || !isLoopbackName(new URL(url).hostname);
}

/** Of its global files the one that wins, else a new opencode.json. */
async function findConfig(machine: Machine): Promise<string> {
  const home = configHome(machine);
  for (const name of ['opencode.jsonc', 'opencode.json', 'config.json']) {
    if (await machine.exists(join(home, name))) return join(home, name);
  }
  return join(home, 'opencode.json');
}

function configHome({ env, userHome }: Machine): string {
  return env.OPENCODE_CONFIG_DIR || join(env.XDG_CONFIG_HOME || join(userHome, '.config'), 'opencode');
}
