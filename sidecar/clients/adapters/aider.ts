import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

const programs = ['aider'] as const;

export const aider = {
  id: 'aider',
  name: 'Aider',
  how: 'files',
  labels: ['aider'],
  detect: (machine) => findClient(machine, programs, [configFile(machine.userHome), join(machine.userHome, '.aider')]),
  plan: async (proxyUrl, machine) => ({
    edits: [
      {
        file: configFile(machine.userHome),
        format: 'yaml',
        path: ['openai-api-base'],
        set: { route: { suffix: '/v1', slot: 'aider', standing: machine.env.OPENAI_API_BASE ?? null } },
        why: 'Requests to OpenAI and compatible providers go there.',
      },
      {
        file: configFile(machine.userHome),
        format: 'yaml',
        path: ['set-env'],
        set: { value: [`ANTHROPIC_API_BASE=${proxyUrl}`] },
        onlyIfAbsent: true,
        why: 'Aider has no setting for Anthropic’s base URL, but sets variables for the library that asks.',
      },
    ],
    notes: [
      'A .aider.conf.yml in a project wins over the one in the home directory.',
      `If "set-env" stands there already, it is left alone; add ANTHROPIC_API_BASE=${proxyUrl} to it for Anthropic’s models.`,
    ],
    steps: [],
  }),
  verify: async () => [],
  launch: (proxyUrl) => ({
    programs,
    env: { OPENAI_API_BASE: `${proxyUrl}/v1`, ANTHROPIC_API_BASE: proxyUrl },
    args: [],
    notes: [],
  }),
} as const satisfies ClientAdapter;

function configFile(userHome: string): string {
  return join(userHome, '.aider.conf.yml');
}
