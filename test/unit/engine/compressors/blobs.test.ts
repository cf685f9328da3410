import { describe, expect, it } from 'vitest';
import { findBlobs } from '../../../../sidecar/engine/blobs/find.ts';
import { blobs } from '../../../../sidecar/engine/compressors/blobs.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (text: string): number => Math.ceil(text.length / 4);
const goal: Goal = { lossless: false, count: estimate, estimate };
const hint = (terms: string[] = []): Hint => ({ tool: 'Bash', command: '', path: '', question: '', terms });
const bytes = (count: number) =>
  Buffer.from(Array.from({ length: count }, (_, i) => (i * i * 31 + i * 17) % 256)).toString('base64');
const kinds = (text: string) => findBlobs(text).map(({ what }) => what);
const minified = Array.from({ length: 90 }, (_, i) => `function a${i}(b,c){return b.d(c,${i})?e.f(b):g[${i}]}`).join(
  ';',
);

describe('findBlobs', () => {
  it('tells encoded bytes, minified code, dumps and mappings', () => {
    expect(kinds(`a ${bytes(900)} b\n${'0f9A'.repeat(200)}`)).toEqual(['base64', 'hex']);
    expect(kinds(`x\n${minified}\ny`)).toEqual(['minified code']);
    expect(kinds(bytes(3000).replace(/.{76}/g, '$&\n'))).toEqual(['base64']);
    expect(
      kinds(
        Array.from(
          { length: 40 },
          (_, i) => `${String(i * 16).padStart(8, '0')}: 7f45 4c46 0201 0100 0000 0000  .ELF`,
        ).join('\n'),
      ),
    ).toEqual(['hex dump']);
    expect(kinds(`{"version":3,"mappings":"${'AAAA,CAAC;'.repeat(90)}"}`)).toEqual(['mappings']);
  });

  it('leaves keys, words, paths, JSON and search hits alone', () => {
    for (const text of [
      `ssh-rsa ${bytes(270)} me@example.org`,
      'camelCaseWord'.repeat(80),
      'usr/local/lib/node_modules/x1-B/'.repeat(30),
      JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, ok: true }))),
      `Response: ${JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, ok: true, tray: 'clean' })))}`,
      `     1→${JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, name: `tray number ${id}` })))}`,
      `trays = [${Array.from({ length: 200 }, (_, id) => `{'id': ${id}, 'ok': True}`).join(', ')}]`,
      `heat: ${Array.from({ length: 900 }, (_, i) => (i * 0.137).toFixed(3)).join(',')}`,
      `dist/app.js:1:${minified}`,
      `${'Some words of a long line, '.repeat(200)}`,
    ]) {
      expect(kinds(text)).toEqual([]);
    }
  });

  it('is linear in words without an end', () => {
    expect(kinds(`${'a'.repeat(511)} `.repeat(4000))).toEqual([]);
  });
});

describe('blobs', () => {
  it('keeps what was asked for in minified code', () => {
    const { text } = blobs.compress(minified, hint(['a77']), goal)!;
    expect(text).toContain('function a77(b,c)');
    expect(text).toMatch(/… \d+ more characters of minified code$/);
    expect(text.length).toBeLessThan(minified.length / 3);
  });
});
