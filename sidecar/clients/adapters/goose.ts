import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter, FileEdit, Machine } from '../types.ts';

const programs = ['goose'] as const;

/** Its settings carry the names of its environment variables; a variable wins over the file. */
const hosts = ['ANTHROPIC_HOST', 'OPENAI_HOST', 'GOOGLE_HOST'] as const;

export const goose = {
  id: 'goose',
  name: 'Goose',
  how: 'files',
  labels: ['goose'],
  detect: (machine) => findClient(machine, programs, [configFile(machine)]),
  plan: async (_proxyUrl, machine) => ({
    edits: hosts.map(
      (name): FileEdit => ({
        file: configFile(machine),
        format: 'yaml',
        path: [name],
        set: {
          route: {
            suffix: '',
            slot: `goose-${name.slice(0, -'_HOST'.length).toLowerCase()}`,
            standing: machine.env[name] ?? null,
          },
        },
        why: 'Goose sends requests of this provider there.',
      }),
    ),
    notes: ['Goose reads its settings when it starts.'],
    steps: [],
  }),
  verify: async (_proxyUrl, machine) =>
    hosts
      .filter((name) => machine.env[name])
      .map((name) => ({
        level: 'warning',
        message: `${name} is set in the environment and wins over the settings of Goose.`,
        hint: `Unset ${name}.`,
      })),
  launch: (proxyUrl) => ({
    programs,
    env: Object.fromEntries(hosts.map((name) => [name, proxyUrl])),
    args: [],
    notes: [],
  }),
} as const satisfies ClientAdapter;

function configFile({ env, userHome, platform }: Machine): string {
  if (platform === 'win32') {
    return join(env.APPDATA || join(userHome, 'AppData', 'Roaming'), 'Block', 'goose', 'config', 'config.yaml');
  }
  return join(env.XDG_CONFIG_HOME || join(userHome, '.config'), 'goose', 'config.yaml');
}
