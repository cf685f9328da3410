import { expect, it } from 'vitest';
import { formatDeletion, formatImport, formatSelection, formatSizes } from '../../../sidecar/cli/data-text.ts';

it('tells how much there is', () => {
  const sizes = {
    ...{ exchanges: 12, conversations: 3, oldestAt: Date.UTC(2026, 0, 2), ledgerBytes: 1_500_000, originals: 4 },
    ...{ originalsBytes: 20_000_000, indexBytes: 0, memoBytes: 0, logBytes: 300_000 },
    ...{ studies: 1, studyBytes: 400_000 },
  };
  const text = formatSizes(sizes, '~/.headroom');
  expect(text).toContain('1.5 MB  12 exchanges in 3 conversations since 2026-01-02');
  expect(text).toContain('20.0 MB  4 texts');
  expect(text).toContain('0.4 MB  1 report of usage');
  expect(text).toMatch(/log +0\.3 MB/);
  expect(formatSizes({ ...sizes, oldestAt: null }, '~')).not.toContain('since');
});

it('tells what goes and what stays', () => {
  const deletion = {
    exchanges: 2,
    conversations: 1,
    originals: 1,
    originalsBytes: 100_000,
    studies: 2,
    kept: ['Sums stay.'],
  };
  expect(formatDeletion(deletion, 'Deleted')).toBe(
    'Deleted 2 exchanges of 1 conversation, 1 original (0.1 MB) and 2 reports.\nSums stay.\n',
  );
  expect(formatSelection({ kind: 'all' })).toContain('everything');
  expect(formatSelection({ kind: 'older', days: 9 })).toContain('9 days');
  expect(formatSelection({ kind: 'project', project: 'p' })).toContain('"p"');
  expect(formatImport({ exchanges: 2, known: 1, originals: 1 })).toBe(
    'Imported 2 exchanges and 1 original; 1 exchange was here already.\n',
  );
});
