import { expect, it } from 'vitest';
import { describe, Results } from '../../../sidecar/engine/same.ts';
import { digest } from '../../../sidecar/lib/hash.ts';

const hint = { tool: 'Bash', command: 'npm test', path: '', question: '', terms: [] };
const source = (text: string) => ({ text, hint, isError: false });
const long = Array.from({ length: 40 }, (_, i) => `line ${i} of the output of a test run`).join('\n');

it('refers to the earliest equal result, and says how far above it stands', () => {
  const results = new Results();
  expect(results.refer(source(long), 1, digest)).toBeNull();
  expect(results.refer(source('other'.repeat(200)), 2, digest)).toBeNull();
  expect(results.refer(source(long), 4, digest)).toBe(
    '[headroom: the same 40 lines as the output of the same call 3 tool results above]',
  );
  expect(results.refer(source(long), 5, digest)).toContain('4 tool results above');
});

it('names the earlier call by what this one does not say itself', () => {
  const read = { ...hint, tool: 'Read', command: '', path: '/src/oven.ts' };
  const before = 'in the tool result before this one';
  expect(describe(hint, 1, read)).toBe(`the output of Bash \`npm test\` ${before}`);
  expect(describe(read, 1, { ...read, tool: 'Edit' })).toBe(`the output of Read of the same file ${before}`);
  expect(describe(hint, 1, { ...hint, tool: 'shell' })).toBe(`the output of Bash of the same command ${before}`);
  const unknown = { ...hint, tool: '', command: '' };
  expect(describe(unknown, 1, unknown)).toBe(`the output ${before}`);
  expect(describe({ ...unknown, path: 'a.ts' }, 0, hint)).toBe('the output of the call `a.ts` in this same result');
});

it('keeps the timing that Codex puts in front and compares what follows', () => {
  const results = new Results();
  results.refer(
    source(`Chunk ID: a1\nWall time: 0.4 seconds\nProcess exited with code 0\nOutput:\n${long}`),
    1,
    digest,
  );
  const again = results.refer(
    source(`Chunk ID: b2\nWall time: 0.9 seconds\nProcess exited with code 0\nOutput:\n${long}`),
    2,
    digest,
  );
  expect(again).toMatch(
    /^Chunk ID: b2\nWall time: 0\.9 seconds\nProcess exited with code 0\nOutput:\n\[headroom: the same 40 lines as .* in the tool result before this one\]$/,
  );
});

it('leaves short texts and texts that differ in one byte alone', () => {
  const results = new Results();
  results.refer(source('short'), 1, digest);
  results.refer(source(long), 1, digest);
  expect(results.refer(source('short'), 2, digest)).toBeNull();
  expect(results.refer(source(`${long} `), 2, digest)).toBeNull();
});
