import { describe, expect, it } from 'vitest';
import { isFile, parseDiff } from '../../../../sidecar/engine/diff/parse.ts';

const files = (text: string) =>
  parseDiff(text)
    .filter(isFile)
    .map(({ file }) => file);

describe('parseDiff', () => {
  it('counts lines of a hunk, so that lines like headers stay inside', () => {
    const [file, ...more] = files(
      '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@ f\n a\n--- b\n+++ c\n d\n@@ -9 +9 @@\n-e\n+f\nend',
    );
    expect(more).toEqual([]);
    expect(file?.hunks.map((hunk) => hunk.lines)).toEqual([
      [' a', '--- b', '+++ c', ' d'],
      ['-e', '+f'],
    ]);
    expect(file?.hunks[0]?.context).toBe('f');
  });

  it('reads both paths of a rename and the single path of a combined diff', () => {
    expect(
      files('diff --git a/o p.ts b/n.ts\nsimilarity index 90%\nrename from o p.ts\nrename to n.ts')[0],
    ).toMatchObject({ oldPath: 'o p.ts', newPath: 'n.ts' });
    const [combined] = files(
      'diff --cc a.ts\nindex 1,2..3\n--- a/a.ts\n+++ b/a.ts\n@@@ -1,1 -1,1 +1,2 @@@ f\n- a\n -b\n++c\n++d',
    );
    expect(combined).toMatchObject({ newPath: 'a.ts' });
    expect(combined?.hunks[0]).toMatchObject({ marks: 2, lines: ['- a', ' -b', '++c', '++d'] });
  });

  it('keeps the note on a missing newline with its hunk', () => {
    expect(
      files('--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\nnext')[0]?.hunks[0]?.lines,
    ).toHaveLength(3);
  });

  it('keeps text between files apart', () => {
    const parts = parseDiff('commit 1\n\n    text\n\ndiff --git a/x b/x\nold mode 100644\nnew mode 100755\n\ncommit 2');
    expect(parts.map((part) => (isFile(part) ? part.file.newPath : part.text.join('|')))).toEqual([
      'commit 1||    text|',
      'x',
      '|commit 2',
    ]);
  });

  it.each(['', 'no diff', '--- a\n+++ b', '@@ -1 +1 @@\n-x', 'diff --git', '- a\n- b', '---\ntitle: x\n---\n'])(
    'takes %j for text',
    (text) => {
      expect(files(text)).toEqual([]);
    },
  );
});
