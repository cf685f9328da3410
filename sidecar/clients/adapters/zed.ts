import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter, FileEdit, Machine, RouteValue } from '../types.ts';

const providers: Readonly<Record<string, RouteValue['suffix']>> = { anthropic: '', openai: '/v1', google: '' };

export const zed = {
  id: 'zed',
  name: 'Zed',
  how: 'files',
  labels: ['zed'],
  detect: (machine) => findClient(machine, ['zed', 'zeditor'], [configFile(machine), '/Applications/Zed.app']),
  plan: async (_proxyUrl, machine) => ({
    edits: Object.entries(providers).map(
      ([name, suffix]): FileEdit => ({
        file: configFile(machine),
        format: 'json',
        path: ['language_models', name, 'api_url'],
        set: { route: { suffix, slot: `zed-${name}` } },
        why: `Zed’s agent sends requests to ${name} there when a key of your own is set.`,
      }),
    ),
    notes: ['Models of a Zed subscription go through Zed’s own servers, past every base URL.'],
    steps: [],
  }),
  verify: async () => [],
  launch: () => ({ programs: [], env: {}, args: [], notes: ['Zed takes its base URLs from its settings only.'] }),
} as const satisfies ClientAdapter;

function configFile({ env, userHome, platform }: Machine): string {
  if (platform === 'win32') return join(env.APPDATA || join(userHome, 'AppData', 'Roaming'), 'Zed', 'settings.json');
  const config = platform === 'linux' && env.XDG_CONFIG_HOME ? env.XDG_CONFIG_HOME : join(userHome, '.config');
  return join(config, 'zed', 'settings.json');
}
