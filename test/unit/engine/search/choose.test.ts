import { describe, expect, it } from 'vitest';
import { chooseHits } from '../../../../sidecar/engine/search/choose.ts';
import type { HitLine } from '../../../../sidecar/engine/search/hits.ts';
import { findTerms } from '../../../../sidecar/engine/terms.ts';

const hit = (path: string, line: number, text: string): HitLine => ({ path, num: String(line), mark: ':', text });

/** More lines of source with one word than are shown of an exploratory search; two of them have a name of their own. */
const hits = Array.from({ length: 60 }, (_, file) =>
  Array.from({ length: 20 }, (_, at) => {
    const path = `src/kitchen/room${file}.ts`;
    if (file === 47 && at === 11) return hit(path, 112, 'export function preheatOven(degrees: number): void {');
    if (file === 52 && at === 15) return hit(path, 116, '  const heat = await preheatOven(230);');
    return hit(path, 100 + at, `  shelf${file}x${at}.clean({ degrees: ${file * at} });`);
  }),
).flat();

const choose = (question: string): string[] => {
  const hint = { tool: 'kitchen_index', command: '', path: '', question, terms: findTerms(question, '', '') };
  return [...chooseHits(hits, hint, (text) => text.length / 4)].map(({ text }) => text);
};

describe('chooseHits', () => {
  it('keeps what the question names in code, also when nobody told what was searched', () => {
    const kept = choose('Where is `preheatOven` defined, and who calls it?');
    expect(kept).toContain('export function preheatOven(degrees: number): void {');
    expect(kept).toContain('  const heat = await preheatOven(230);');
    expect(kept.length).toBeLessThan(400);
    expect(choose('What happens in the kitchen?')).not.toContain('  const heat = await preheatOven(230);');
  });
});
