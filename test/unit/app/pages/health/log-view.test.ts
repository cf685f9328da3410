import { expect, it } from 'vitest';
import { describeNothing, describeRest, writeLines } from '../../../../../app/pages/health/log-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { LogLine } from '../../../../../sidecar/contract/logs.ts';

const formats = createFormats('en-GB');
const line: LogLine = {
  ...{ id: 'a', at: Date.UTC(2026, 0, 2), level: 'info', source: 'api', text: 'It was done', detail: null },
  ...{ about: null, pid: 1 },
};

it('writes lines to be handed on, the oldest first', () => {
  const newest: LogLine = { ...line, level: 'error', text: 'It broke', about: 'X', detail: 'at a\nat b' };
  expect(writeLines([newest, line])).toBe(
    `2026-01-02T00:00:00.000Z info api It was done
2026-01-02T00:00:00.000Z error api It broke X
    at a
    at b`,
  );
  expect(writeLines([])).toBe('');
});

it('says what is not there', () => {
  expect(describeNothing(false)).not.toBe(describeNothing(true));
  const page = { lines: [line], path: '~', problem: null };
  expect(describeRest({ ...page, total: 1 }, formats)).toBeNull();
  expect(describeRest({ ...page, total: 1200 }, formats)).toContain('newest 1 of 1,200');
});
