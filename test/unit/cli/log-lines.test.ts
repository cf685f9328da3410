import { expect, it } from 'vitest';
import { formatLogLines } from '../../../sidecar/cli/log-lines.ts';
import type { LogLine } from '../../../sidecar/contract/logs.ts';

const line: LogLine = {
  ...{ id: 'a', at: new Date(2026, 0, 2, 3, 4, 5).getTime(), level: 'info', source: 'api', text: 'It was done' },
  ...{ detail: null, about: null, pid: 1 },
};

it('shows a line each, with its places below', () => {
  expect(formatLogLines([])).toBe('');
  expect(
    formatLogLines([line, { ...line, level: 'error', source: 'supervisor', about: 'X', detail: 'at a\nat b' }]),
  ).toBe(
    `2026-01-02 03:04:05  info     api         It was done
2026-01-02 03:04:05  ERROR    supervisor  It was done  X
    at a
    at b
`,
  );
});
