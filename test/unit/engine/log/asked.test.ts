import { describe, expect, it } from 'vitest';
import { findAsked, findTargets } from '../../../../sidecar/engine/log/asked.ts';

describe('findAsked', () => {
  const lines = Array.from({ length: 200 }, (_, i) => `job ${i} of queue main took ${i * 3} ms`);

  it('finds lines by a whole word, whatever its case', () => {
    expect([...findAsked(['Order 90555 Accepted', 'order 905551', 'x'], ['90555'])]).toEqual([0]);
    expect([...findAsked(['order-7 ACCEPTED'], ['accepted'])]).toEqual([0]);
  });

  it('leaves out words that stand everywhere', () => {
    expect(findAsked(lines, ['queue', 'job']).size).toBe(0);
  });

  it('keeps first and last lines of an id that stands everywhere', () => {
    const found = findAsked(
      lines.map((line) => `${line} node-7`),
      ['node-7'],
    );
    expect(found.size).toBe(2);
    expect(found.has(0) && found.has(199)).toBe(true);
  });

  it('takes what only names the target of a command for no id', () => {
    const named = lines.map((line) => `${line} oven/test-7`);
    const terms = ['oven/test-7', 'job-9'];
    const targets = findTargets({ tool: 'Bash', command: 'bake Oven/test-7', path: '', question: 'Why job-9?', terms });
    expect([...targets]).toEqual(['oven/test-7']);
    expect(findAsked(named, terms, targets).size).toBe(0);
    expect([...findAsked(named.with(9, 'job-9 is late'), terms, targets)]).toEqual([9]);
  });

  it('needs terms', () => {
    expect(findAsked(lines, []).size).toBe(0);
    expect(findAsked([], ['x1']).size).toBe(0);
  });
});
