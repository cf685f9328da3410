import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PromptBlock } from '../../../sidecar/demo/prompt-blocks.ts';
import { PromptCache } from '../../../sidecar/demo/prompt-cache.ts';

const block = (source: string, tokens: number, marked = false): PromptBlock => ({ source, tokens, marked });
const MINUTE = 60_000;

describe('prompt cache', () => {
  it('writes up to the last mark, bills the rest at list price, and reads it back', () => {
    const cache = new PromptCache();
    const prompt = [block('tools', 1500), block('system', 500, true), block('task', 30)];
    expect(cache.bill('k', prompt, 0)).toEqual({ fresh: 30, write5m: 2000, write1h: 0, read: 0, output: 0 });
    expect(cache.bill('k', prompt, MINUTE)).toEqual({ fresh: 30, write5m: 0, write1h: 0, read: 2000, output: 0 });
  });

  it('reads the longest known prefix when the mark has moved on', () => {
    const cache = new PromptCache();
    cache.bill('k', [block('a', 2000), block('b', 100, true)], 0);
    const next = [block('a', 2000), block('b', 100), block('c', 700), block('d', 50, true)];
    expect(cache.bill('k', next, 1)).toMatchObject({ read: 2100, write5m: 750, fresh: 0 });
  });

  it('reads nothing behind a changed byte', () => {
    const cache = new PromptCache();
    cache.bill('k', [block('a', 2000), block('b', 100), block('c', 900, true)], 0);
    expect(cache.bill('k', [block('a', 2000), block('B', 100), block('c', 900, true)], 1)).toMatchObject({
      read: 0,
      write5m: 3000,
    });
  });

  it('forgets an entry five minutes after its last use', () => {
    const cache = new PromptCache();
    const prompt = [block('a', 2000, true)];
    cache.bill('k', prompt, 0);
    expect(cache.bill('k', prompt, 4 * MINUTE).read).toBe(2000);
    expect(cache.bill('k', prompt, 8 * MINUTE).read).toBe(2000);
    expect(cache.bill('k', prompt, 13 * MINUTE).read).toBe(0);
  });

  it('looks back over twenty blocks and no further', () => {
    const head = [block('a', 2000, true)];
    const tail = (count: number): PromptBlock[] =>
      Array.from({ length: count }, (_, i) => block(`t${i}`, 10, i === count - 1));
    const near = new PromptCache();
    near.bill('k', head, 0);
    expect(near.bill('k', [block('a', 2000), ...tail(19)], 1).read).toBe(2000);
    const far = new PromptCache();
    far.bill('k', head, 0);
    expect(far.bill('k', [block('a', 2000), ...tail(20)], 1).read).toBe(0);
  });

  it('keeps no prefix shorter than 1,024 tokens', () => {
    const cache = new PromptCache();
    const prompt = [block('a', 1023, true)];
    expect(cache.bill('k', prompt, 0)).toMatchObject({ fresh: 1023, write5m: 0 });
    expect(cache.bill('k', prompt, 1)).toMatchObject({ fresh: 1023, read: 0 });
  });

  it('keeps the scopes apart', () => {
    const cache = new PromptCache();
    cache.bill('one', [block('a', 2000, true)], 0);
    expect(cache.bill('two', [block('a', 2000, true)], 1).read).toBe(0);
  });

  it('bills every token of the prompt once, however the marks stand', () => {
    const blocks = fc.array(
      fc.record({ source: fc.string({ maxLength: 3 }), tokens: fc.nat(3000), marked: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.array(blocks, { maxLength: 4 }), (prompts) => {
        const cache = new PromptCache();
        prompts.forEach((prompt, i) => {
          const usage = cache.bill('k', prompt, i);
          expect(usage.fresh + usage.write5m + usage.read).toBe(prompt.reduce((sum, each) => sum + each.tokens, 0));
          expect(Math.min(usage.fresh, usage.write5m, usage.read)).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 60 },
    );
  });
});
