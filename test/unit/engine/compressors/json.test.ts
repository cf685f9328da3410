import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json } from '../../../../sidecar/engine/compressors/json.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const hint: Hint = { tool: '', command: '', path: '', question: '', terms: [] };
const goal = (lossless: boolean): Goal => ({
  lossless,
  count: (text) => Math.ceil(text.length / 4),
  estimate: (text) => Math.ceil(text.length / 4),
});
const rows = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, i) => ({
      id: i,
      name: `name ${i}`,
      done: i % 2 === 0,
      link: `https://example.org/things/${i}`,
    })),
    null,
    2,
  );

describe('json', () => {
  it('is sure of JSON, unsure of JSON behind other text, and not interested in the rest', () => {
    for (const text of ['[{"a":1}]', ' {\n "a": 1}', '[1,2]', '["a"]', '[]', '{"a":1}\n{"a":2}']) {
      expect(json.score(text)).toBeGreaterThan(0.9);
    }
    expect(json.score('HTTP 200\n[{"a":1}]')).toBeGreaterThan(0.5);
    for (const text of ['', 'plain text', '[INFO] started', 'int main() { return 0; }', '# heading', '[x] done']) {
      expect(json.score(text)).toBeLessThan(0.5);
    }
  });

  it('never leaves anything out when told not to', () => {
    const result = json.compress(rows(500), hint, goal(true))!;
    expect(result.lossy).toBeUndefined();
    expect(result.text.split('\n')).toHaveLength(501);
    expect(result.text.split('\n')[7]).toBe('6\tname 6\ttrue');
  });

  it('tells how many rows are shown otherwise', () => {
    const result = json.compress(rows(500), hint, goal(false))!;
    expect(result.lossy).toEqual({ unit: 'rows', shown: expect.any(Number), total: 500 });
    expect(result.lossy!.shown).toBeLessThan(100);
    expect(result.text).toContain(`[500 rows, ${result.lossy!.shown} shown]`);
  });

  it('keeps ids beyond 2^53 and the spelling of numbers', () => {
    const text = `[${Array.from({ length: 5 }, (_, i) => `{"id": 90071992547409931${i}, "rate": 1.${i}0, "big": 1e${i}}`).join(', ')}]`;
    const result = json.compress(text, hint, goal(true))!;
    for (const value of ['900719925474099313', '1.30', '1e3']) {
      expect(result.text).toContain(value);
    }
  });

  it('tells nothing of all rows in halves of characters', () => {
    const odd = JSON.stringify(
      Array.from({ length: 200 }, (_, i) => ({ id: i, name: `name ${i * 7919}`, odd: i % 9 ? 'x' : 'Z' })),
    );
    const { text, lossy } = json.compress(odd.replaceAll('"Z"', '"\\udc00"'), hint, goal(false))!;
    expect(lossy?.total).toBe(200);
    expect(text.isWellFormed()).toBe(true);
  });

  it('leaves text around the JSON as it is', () => {
    const result = json.compress(`HTTP/1.1 200 OK\n\n${rows(40)}\n[exit code 0]\n`, hint, goal(true))!;
    expect(result.text.startsWith('HTTP/1.1 200 OK\n\n[40 rows] ')).toBe(true);
    expect(result.text.endsWith('\n]\n[exit code 0]\n')).toBe(true);
  });

  it.each(['', '[', '[1,2', '{"a":[{"b":1},', 'no json', '[]', '{}', 'null', '"text"', '[1]'])(
    'has nothing to gain from %j',
    (text) => {
      expect(json.compress(text, hint, goal(false))).toBeNull();
    },
  );

  it('holds the laws on any text: same answer twice, never longer, nothing more to take from its own output', () => {
    const row = fc.dictionary(
      fc.constantFrom('id', 'a', 'b', 'note'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.integer()),
    );
    const text = fc.oneof(
      fc.array(row, { maxLength: 60 }).map((items) => JSON.stringify(items, null, 2)),
      fc.array(row, { maxLength: 60 }).map((items) => items.map((item) => JSON.stringify(item)).join('\n')),
      fc.jsonValue().map((value) => JSON.stringify(value, null, 1)),
      fc.string(),
    );
    fc.assert(
      fc.property(text, fc.boolean(), fc.string(), (source, lossless, question) => {
        const asked = {
          ...hint,
          question,
          terms: question
            .toLowerCase()
            .split(/\s+/)
            .filter((word) => word !== ''),
        };
        const result = json.compress(source, asked, goal(lossless));
        expect(json.compress(source, asked, goal(lossless))).toEqual(result);
        if (result !== null) {
          expect(result.text.length).toBeLessThan(source.length);
          expect(json.compress(result.text, asked, goal(lossless))).toBeNull();
        }
      }),
      { numRuns: 600 },
    );
  });

  it('stays linear on hostile input', () => {
    const hostile = [
      '['.repeat(300_000),
      `${'[{"a":'.repeat(90)}1${'}]'.repeat(90)}`,
      `{"a":[${'{"b":"'.repeat(50_000)}`,
      `[${Array.from({ length: 3000 }, (_, i) => `{"k${i}":1}`).join(',')}]`,
      `[${'"="'.concat(',"a=b"').repeat(20_000)}]`,
      `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":{"k${i}":"${'/'.repeat(30)}"}`).join(',')}}`,
    ];
    for (const text of hostile) {
      expect(() => json.compress(text, hint, goal(false))).not.toThrow();
    }
  }, 10_000);
});
