import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../../sidecar/vitals/duplicates.ts';
import { findLanguage } from '../../../sidecar/vitals/languages.ts';
import { measure } from '../../../sidecar/vitals/measure.ts';
import { makeFunction } from './make-project.ts';

async function find(texts: Readonly<Record<string, string>>) {
  const measures = new Map(Object.entries(texts).map(([path, text]) => [path, measure(text, findLanguage(path)!)]));
  return findDuplicates(measures, async (path) => texts[path] ?? null);
}

describe('findDuplicates', () => {
  const copied = makeFunction('copied', 40);

  it('finds a copied block with its true extent, also with another indentation', async () => {
    const texts = {
      'a.ts': `${makeFunction('first', 5)}${copied}`,
      'b.ts': `const b = 1;\n${copied.replace(/^/gm, '  ')}`,
    };
    expect(await find(texts)).toEqual([
      {
        lines: 42,
        places: [
          { path: 'a.ts', line: 8 },
          { path: 'b.ts', line: 2 },
        ],
      },
    ]);
  });

  it('finds a copy within one file, once', async () => {
    const found = await find({ 'a.ts': `${copied}const between = 1;\n${copied}` });
    expect(found.map(({ lines, places }) => [lines, places.map(({ line }) => line)])).toEqual([[42, [1, 44]]]);
  });

  it('is silent about short ones, generated ones, and what only hashes alike', async () => {
    expect(await find({ 'a.ts': makeFunction('x', 9), 'b.ts': makeFunction('x', 9) })).toEqual([]);
    const made = `// @generated\n${copied}`;
    expect(await find({ 'a.ts': made, 'b.ts': made })).toEqual([]);
    const measures = new Map(['a.ts', 'b.ts'].map((path) => [path, measure(copied, findLanguage(path)!)]));
    expect(await findDuplicates(measures, async (path) => (path === 'a.ts' ? copied : 'other\n'))).toEqual([]);
  });
});
