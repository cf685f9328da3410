import type { LogDoor } from '../../sidecar/api/types.ts';
import { type LogLine, logLevels } from '../../sidecar/contract/logs.ts';

/** A log that a test fills; the page's own calls are not written down. */
export function makeLogDoor(lines: () => readonly LogLine[]): LogDoor {
  return {
    write: () => undefined,
    writeDefect: () => undefined,
    async read({ level, text, limit }) {
      const found = lines().filter(
        (line) => logLevels.indexOf(line.level) >= logLevels.indexOf(level) && line.text.includes(text),
      );
      return {
        lines: found.slice(0, limit),
        total: found.length,
        path: '~/.headroom/logs/headroom.log',
        problem: null,
      };
    },
  };
}

/** Lines of all kinds, the newest first. */
export function makeLogLines(count: number): LogLine[] {
  const kinds = [
    { level: 'info', source: 'api', text: 'POST /api/v1/clients/pause was answered with 200' },
    { level: 'warning', source: 'provider', text: 'anthropic answered 429 (claude-code, claude-opus-4-5)' },
    { level: 'error', source: 'sidecar', text: 'TypeError: Cannot read properties of undefined' },
  ] as const;
  return Array.from({ length: count }, (_, each) => {
    const kind = kinds[each % kinds.length] ?? kinds[0];
    return {
      ...kind,
      ...{ id: `a-7-${count - each}`, at: Date.UTC(2026, 10, 27, 12) - each * 60_000, pid: 7 },
      detail:
        kind.level === 'error' ? 'at answerRoute (sidecar/api/create-api.ts:63:20)\nat dispatch (hono:1:1)' : null,
      about: kind.level === 'warning' ? '01JC3YB0000000000000000000' : null,
    };
  });
}
