import { expect, it } from 'vitest';
import { readDiff } from '../../../../app/ui/read-diff.ts';

it('knows what is taken out and put in, and leaves the head out', () => {
  const lines = readDiff('--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same\n');
  expect(lines.map((line) => line.kind)).toEqual(['place', 'gone', 'came', 'same']);
});
