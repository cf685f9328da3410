import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldStats, statShare } from '../../../../sidecar/engine/diff/stat-text.ts';

it('says the path of a file that is changed again and again once', () => {
  const commits = [1, 2, 3].flatMap((n) => [
    `abc000${n} 2031-02-0${n} Step ${n}`,
    '',
    ` src/oven.ts | ${n + 1} ${'+'.repeat(n)}-`,
    ` 1 file changed, ${n} insertion${n > 1 ? 's' : ''}(+), 1 deletion(-)`,
  ]);
  expect(foldStats(commits)).toEqual([
    'each changes src/oven.ts, lines in brackets',
    'abc0001 2031-02-01 Step 1 (+1 -1)',
    'abc0002 2031-02-02 Step 2 (+2 -1)',
    'abc0003 2031-02-03 Step 3 (+3 -1)',
  ]);
});

it('takes the counts of one file from the summary when its bar is scaled', () => {
  const lines = ['Subject', '', ' src/oven.ts | 196 ++++++----', ' 1 file changed, 145 insertions(+), 51 deletions(-)'];
  expect(foldStats(lines)).toEqual(['Subject', ' src/oven.ts +145 -51']);
});

it('keeps scaled bars of several files with the summary, and what is no row of counts', () => {
  const lines = [
    ' src/oven.ts    | 196 ++++++----',
    ' src/tray.ts    |   1 +',
    ' logo.png       | Bin 0 -> 128 bytes',
    ' a => b/move.ts |   0',
    ' 4 files changed, 146 insertions(+), 51 deletions(-)',
  ];
  expect(foldStats(lines)).toEqual([
    ' src/oven.ts | 196 ++++++----',
    ' src/tray.ts +1',
    ' logo.png | Bin 0 -> 128 bytes',
    ' a => b/move.ts 0',
    ' 4 files changed, 146 insertions(+), 51 deletions(-)',
  ]);
});

it('finds nothing where there are no summaries', () => {
  expect(foldStats(['text', ' x | 3 +++', 'more text'])).toBeNull();
  expect(foldStats([])).toBeNull();
  expect(statShare([])).toBe(0);
  expect(statShare(['Subject', '', ' a.ts | 1 +', ' 1 file changed, 1 insertion(+)'])).toBeCloseTo(2 / 3);
});

it('loses no path, no count and no other line', () => {
  const file = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), added: fc.nat(30), removed: fc.nat(30) });
  const commit = fc.record({
    subject: fc.stringMatching(/^[a-z0-9 ]{0,20}[a-z]$/),
    files: fc.array(file, { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(commit, { maxLength: 6 }), fc.integer({ min: 5, max: 60 }), (commits, width) => {
      const lines = commits.flatMap(({ subject, files }) => {
        const [added, removed] = [
          files.reduce((n, one) => n + one.added, 0),
          files.reduce((n, one) => n + one.removed, 0),
        ];
        const bar = (one: { added: number; removed: number }) => {
          const total = one.added + one.removed;
          if (total <= width) return '+'.repeat(one.added) + '-'.repeat(one.removed);
          return (
            '+'.repeat(Math.floor((one.added / total) * width)) + '-'.repeat(Math.floor((one.removed / total) * width))
          );
        };
        return [
          subject,
          '',
          ...files.map((one) => ` ${one.name.padEnd(9)} | ${one.added + one.removed} ${bar(one)}`.trimEnd()),
          ` ${files.length} file${files.length > 1 ? 's' : ''} changed, ${added} insertions(+), ${removed} deletions(-)`,
        ];
      });
      const text = foldStats(lines)?.join('\n') ?? '';
      if (commits.length === 0) return;
      let at = 0;
      for (const { subject, files } of commits) {
        at = text.indexOf(subject, at);
        expect(at).toBeGreaterThanOrEqual(0);
        for (const { name } of files) expect(text).toContain(name);
      }
    }),
    { numRuns: 200 },
  );
});
