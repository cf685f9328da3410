import { join } from 'node:path';
import { matchesWildcard } from '../../lib/wildcard.ts';
import { configHome, findManagedSettings, plainJson, claudeCode as routed } from '../adapters/claude-code.ts';
import { parseLoosely, readAt } from '../settings-text.ts';
import type { ClientFinding } from '../types.ts';
import type { HookHost } from './types.ts';

/** api/routes/shell.ts answers there. */
const PATH = '/v1/hooks/claude-code';
/** The engine answers in milliseconds or not at all; a client waits this long for a Headroom that hangs. Seconds. */
const TIMEOUT_S = 2;

/** Its http hooks need no process of ours; PostToolUse may replace what these tools printed (seen with 2.1.329). */
export const claudeCode = {
  id: 'claude-code',
  name: 'Claude Code',
  obstacle: null,
  detect: routed.detect,
  edits: async (origin, machine) => [
    {
      file: join(configHome(machine), 'settings.json'),
      format: 'json',
      path: ['hooks', 'PostToolUse'],
      set: {
        item: {
          matcher: 'Bash|Grep|WebFetch',
          hooks: [{ type: 'http', url: origin + PATH, timeout: TIMEOUT_S }],
        },
      },
      why: 'What these tools print is shortened before it becomes part of the conversation.',
      refuses: plainJson,
    },
  ],
  async verify(origin, machine) {
    const own = parseLoosely(await machine.read(join(configHome(machine), 'settings.json')));
    const managed = parseLoosely(await machine.read(findManagedSettings(machine)));
    const isHere = JSON.stringify(readAt(own, ['hooks', 'PostToolUse']) ?? null).includes(origin + PATH);
    return [
      ...(isHere ? [] : [warn(`It does not lead to ${origin}, where Headroom is expected.`)]),
      ...[own, managed].flatMap((settings) => findBarriers(settings, origin + PATH)),
    ];
  },
} as const satisfies HookHost;

/** Settings by which Claude Code leaves our hook out, without a word. */
function findBarriers(settings: unknown, url: string): ClientFinding[] {
  const allowed = readAt(settings, ['allowedHttpHookUrls']);
  const isBarred =
    Array.isArray(allowed) && !allowed.some((pattern) => typeof pattern === 'string' && matchesWildcard(pattern, url));
  return [
    ...(readAt(settings, ['disableAllHooks']) === true ? [warn('Its setting disableAllHooks is on.')] : []),
    ...(readAt(settings, ['allowManagedHooksOnly']) === true
      ? [warn('It may run hooks of its administrator only.')]
      : []),
    ...(isBarred ? [warn('Its setting allowedHttpHookUrls does not name our address.')] : []),
  ];
}

function warn(message: string): ClientFinding {
  const hint = 'Change that, or run headroom hooks install again; headroom hooks uninstall takes the hook out.';
  return { level: 'warning', message, hint };
}
