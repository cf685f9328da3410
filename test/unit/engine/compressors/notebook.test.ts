import { describe, expect, it } from 'vitest';
import { notebook } from '../../../../sidecar/engine/compressors/notebook.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (text: string): number => Math.ceil(text.length / 4);
const goal: Goal = { lossless: false, count: estimate, estimate };
const hint: Hint = { tool: 'Bash', command: 'cat a.ipynb', path: '', question: '', terms: ['row 30'] };
const cell = (source: string[], outputs: unknown[] = []) => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: {},
  source,
  outputs,
});
const book = (cells: unknown[]) =>
  JSON.stringify({ cells, metadata: { language_info: { name: 'julia' } }, nbformat: 4, nbformat_minor: 5 }, null, 1);
const stream = (text: string[]) => ({ output_type: 'stream', name: 'stdout', text });

describe('notebook', () => {
  it('keeps every line of every source, and of outputs the ends, troubles and what was asked for', () => {
    const source = Array.from({ length: 60 }, (_, i) => `x${i} = "${i}"\n`);
    const printed = Array.from({ length: 90 }, (_, i) => `${i === 50 ? 'ValueError: no' : `row ${i}`}\n`);
    const { text } = notebook.compress(book([cell(source, [stream(printed)])]), hint, goal)!;
    for (const line of source) expect(text).toContain(line.trimEnd());
    for (const line of ['row 0', 'row 19', 'row 30', 'ValueError: no', 'row 89']) expect(text).toContain(`${line}`);
    expect(text).not.toContain('row 40');
    expect(text).toContain('… 10 lines');
  });

  it('counts images and leaves out doubles for screens', () => {
    const data = { 'image/png': 'iVBORw0KGgo'.repeat(90), 'text/html': '<b>1</b>', 'text/plain': '1' };
    const { text } = notebook.compress(book([cell(['1'], [{ output_type: 'execute_result', data }])]), hint, goal)!;
    expect(text).toContain('→ image/png, 990 characters');
    expect(text).not.toContain('<b>');
  });

  it('reads nothing else', () => {
    for (const text of [
      '{}',
      '{"cells":[]}',
      '[1]',
      '{"cells":[{"cell_type":"code"}],"nbformat":4}',
      '{"nbformat":4',
    ]) {
      expect(notebook.compress(text, hint, goal)).toBeNull();
    }
    expect(notebook.score(book([cell(['1'])]), hint)).toBeGreaterThan(0.9);
    expect(notebook.score('{"a":1}', { ...hint, command: '' })).toBe(0);
  });
});
