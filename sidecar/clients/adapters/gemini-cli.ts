import { join } from 'node:path';
import { findClient } from '../computer.ts';
import { parseLoosely, readAt } from '../settings-text.ts';
import { findProfiles } from '../shells.ts';
import type { AdapterPlan, ClientAdapter, FileEdit, JsonExtra, Machine } from '../types.ts';

const programs = ['gemini'] as const;

export const geminiCli = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  how: 'files',
  labels: ['gemini-cli'],
  detect: (machine) => findClient(machine, programs, [join(configHome(machine), 'settings.json')]),
  async plan(proxyUrl, machine) {
    const login = await findLogin(machine);
    if (login !== 'gemini-api-key') return planNothing(login, proxyUrl);
    const profiles = await findProfiles(machine);
    const exports = profiles.map(
      ({ file, format }): FileEdit => ({
        file,
        format,
        path: ['GOOGLE_GEMINI_BASE_URL'],
        set: {
          route: { suffix: '', slot: 'gemini-cli', standing: machine.env.GOOGLE_GEMINI_BASE_URL ?? null },
        },
        why: 'Gemini CLI takes its base URL from the environment only; a .env file of a project would hide one of its own.',
      }),
    );
    return {
      edits: [
        ...exports,
        {
          file: join(configHome(machine), 'settings.json'),
          format: 'json',
          path: ['security', 'auth', 'selectedType'],
          set: { value: 'gemini-api-key' },
          onlyIfAbsent: true,
          why: 'With a base URL of one’s own it stops when no kind of login is chosen.',
          refuses: withComments,
        },
      ],
      notes: ['New terminals have the variable; those that are open do not.'],
      steps: [],
    };
  },
  verify: async () => [],
  launch: (proxyUrl) => ({
    programs,
    env: { GOOGLE_GEMINI_BASE_URL: proxyUrl },
    args: [],
    notes: [
      'Only with an API key: with a Google login Gemini CLI asks another service, past every base URL.',
      'Without a chosen login (/auth, or headroom connect gemini-cli) its headless mode ends with code 41: a base URL of one’s own stands for a gateway there.',
    ],
  }),
} as const satisfies ClientAdapter;

/** It takes comments; with one of these it ends with code 52 (seen with 0.61). */
export const withComments: readonly JsonExtra[] = ['trailing comma', 'byte order mark'];

/** A Google login talks to Code Assist, Vertex AI to its own hosts: neither heeds the base URL. */
function planNothing(login: string, proxyUrl: string): AdapterPlan {
  return {
    edits: [],
    notes: [`Gemini CLI is logged in by "${login}": its requests go to a service that no base URL changes.`],
    steps: [
      'Choose "Use Gemini API Key" in /auth of Gemini CLI, then connect again.',
      `GOOGLE_GEMINI_BASE_URL=${proxyUrl} gemini`,
    ],
  };
}

async function findLogin(machine: Machine): Promise<string> {
  const home = configHome(machine);
  const settings = parseLoosely(await machine.read(join(home, 'settings.json')));
  const chosen = readAt(settings, ['security', 'auth', 'selectedType']) ?? readAt(settings, ['selectedAuthType']);
  if (typeof chosen === 'string' && chosen !== '') return chosen;
  const isKeyless = !machine.env.GEMINI_API_KEY && (await machine.exists(join(home, 'oauth_creds.json')));
  return isKeyless ? 'oauth-personal' : 'gemini-api-key';
}

function configHome({ env, userHome }: Machine): string {
  return join(env.GEMINI_CLI_HOME || userHome, '.gemini');
}
