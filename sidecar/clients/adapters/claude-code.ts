import { join } from 'node:path';
import { findClient } from '../computer.ts';
import { leadsTo } from '../routes.ts';
import { parseLoosely, readAt } from '../settings-text.ts';
import type { ClientAdapter, ClientFinding, JsonExtra, Machine } from '../types.ts';

const programs = ['claude'] as const;

/** Set by these, its requests take other ways than the base URL. */
const clouds = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY'] as const;

export const claudeCode = {
  id: 'claude-code',
  name: 'Claude Code',
  how: 'files',
  labels: ['claude-code'],
  detect: (machine) => {
    const home = configHome(machine);
    return findClient(machine, programs, [join(home, 'settings.json'), join(home, 'projects')]);
  },
  async plan(_proxyUrl, machine) {
    const file = join(configHome(machine), 'settings.json');
    return {
      edits: [
        {
          file,
          format: 'json',
          path: ['env', 'ANTHROPIC_BASE_URL'],
          set: { route: { suffix: '', slot: 'claude-code', standing: machine.env.ANTHROPIC_BASE_URL ?? null } },
          why: 'Claude Code sends its requests there.',
          refuses: plainJson,
        },
        {
          file,
          format: 'json',
          path: ['env', 'ENABLE_TOOL_SEARCH'],
          set: { value: 'true' },
          onlyIfAbsent: true,
          why: 'With a base URL of one’s own it would put every tool’s schema into every request (about 28 KB).',
          refuses: plainJson,
        },
      ],
      notes: [
        'Claude Code switches off with any base URL that is not Anthropic’s: Remote Control, and the 1M context of models that have it without "[1m]" in their name.',
        'Its part of the prompt cache that is shared between all users is not used then; tool search is kept on by ENABLE_TOOL_SEARCH.',
        'Sessions that run now go on as they are; new ones go through Headroom.',
      ],
      steps: [],
    };
  },
  verify: async (proxyUrl, machine) => [
    ...(await findManaged(proxyUrl, machine)),
    ...clouds
      .filter((name) => machine.env[name] && machine.env[name] !== '0')
      .map(
        (name): ClientFinding => ({
          level: 'warning',
          message: `${name} is set: Claude Code then asks that cloud, not Headroom.`,
          hint: `Unset ${name}, or leave Claude Code as it is.`,
        }),
      ),
  ],
  launch: (proxyUrl) => ({
    programs,
    env: { ANTHROPIC_BASE_URL: proxyUrl, ENABLE_TOOL_SEARCH: 'true' },
    args: [],
    notes: ['Remote Control is off in a session with a base URL of its own.'],
  }),
} as const satisfies ClientAdapter;

/** With one of these it goes on as if there were no settings, without a word (seen with 2.1.329). */
export const plainJson: readonly JsonExtra[] = ['comment', 'trailing comma'];

/** Directory of its settings. */
export function configHome({ env, userHome }: Machine): string {
  return env.CLAUDE_CONFIG_DIR || join(userHome, '.claude');
}

/** Where settings of an administrator lie; they win over the user's. */
export function findManagedSettings(machine: Machine): string {
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: '/Library/Application Support/ClaudeCode/managed-settings.json',
    win32: join(machine.env.ProgramFiles ?? 'C:\\Program Files', 'ClaudeCode', 'managed-settings.json'),
  };
  return places[machine.platform] ?? '/etc/claude-code/managed-settings.json';
}

async function findManaged(proxyUrl: string, machine: Machine): Promise<ClientFinding[]> {
  const path = findManagedSettings(machine);
  const url = readAt(parseLoosely(await machine.read(path)), ['env', 'ANTHROPIC_BASE_URL']);
  if (typeof url !== 'string' || leadsTo(proxyUrl, url)) return [];
  const message = `${path} sets another base URL, which wins over the user’s settings.`;
  return [{ level: 'warning', message, hint: 'Ask the administrator of this computer.' }];
}
