import { expect, it } from 'vitest';
import { stat } from '../../../../sidecar/engine/compressors/stat.ts';

const hint = { tool: 'Bash', command: 'git log --stat', path: '', question: '', terms: [] };
const goal = { lossless: true, count: (text: string) => text.length, estimate: (text: string) => text.length };
const block = ' src/oven.ts | 3 ++-\n src/tray.ts | 2 +-\n 2 files changed, 3 insertions(+), 2 deletions(-)';
const log = `abc1234 2031-02-03 Bake longer\n\n${block}\ndef5678 2031-02-01 Bake hotter\n\n${block}`;

it('knows summaries of changes, not the changes themselves', () => {
  expect(stat.score(log, hint)).toBeGreaterThan(0.8);
  expect(stat.score(`${log}\n\ndiff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b`, hint)).toBe(0);
  expect(stat.score('a table\n src/a | 3\n src/b | 4', hint)).toBe(0);
  expect(stat.score('', hint)).toBe(0);
});

it('shortens them and finds nothing to gain elsewhere', () => {
  expect(stat.compress(log, hint, goal)?.text).toBe(
    'abc1234 2031-02-03 Bake longer\n src/oven.ts +2 -1\n src/tray.ts +1 -1\n' +
      'def5678 2031-02-01 Bake hotter\n src/oven.ts +2 -1\n src/tray.ts +1 -1',
  );
  expect(stat.compress('nothing of the kind', hint, goal)).toBeNull();
});

it('knows a log of commits and says a person once', () => {
  const commits = [1, 2, 3, 4]
    .map(
      (at) =>
        `commit ${String(at).repeat(40)}\nAuthor: Ada <ada@x.example>\nDate:   Sat Nov 2 10:00:0${at} 2030 +0100\n\n    Bake ${at}\n`,
    )
    .join('\n');
  expect(stat.score(commits, hint)).toBeGreaterThan(0.8);
  expect(stat.compress(commits, hint, goal)?.text.match(/Ada/g)).toHaveLength(1);
});
