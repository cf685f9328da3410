import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createOriginals } from '../../../sidecar/store/originals.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-originals-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let made = 0;
const makeDir = (): string => join(base, String(made++), 'originals');

describe('put and get', () => {
  it('give back every well-formed text byte for byte', () => {
    const originals = createOriginals(makeDir());
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.constantFrom('', '\uFEFF', '\r\n', '\0'),
        (a, b) => {
          const text = b + a + b;
          const stored = originals.put(text);
          expect(stored?.bytes).toBe(Buffer.byteLength(text));
          expect(originals.get(stored?.id ?? '')).toBe(text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuse a text that UTF-8 cannot hold', () => {
    expect(createOriginals(makeDir()).put('a\uD800b')).toBeNull();
  });

  it('write a text once, readable by its owner only, and leave nothing else behind', () => {
    const dir = makeDir();
    const originals = createOriginals(dir);
    const first = originals.put('one');
    expect(first).toMatchObject({ bytes: 3, isNew: true });
    expect(originals.put('one')).toEqual({ ...first, isNew: false });
    expect(createOriginals(dir).put('one')).toEqual({ ...first, isNew: false });
    expect(readdirSync(dir)).toEqual([`${first?.id}.txt`]);
    if (process.platform !== 'win32') {
      expect(statSync(dir).mode & 0o777).toBe(0o700);
      expect(statSync(originals.path(first?.id ?? '')).mode & 0o777).toBe(0o600);
    }
  });

  it('put back what was deleted or damaged meanwhile', () => {
    const originals = createOriginals(makeDir());
    const id = originals.put('precious')?.id ?? '';
    rmSync(originals.path(id));
    expect(originals.get(id)).toBeNull();
    expect(originals.put('precious')?.isNew).toBe(true);
    writeFileSync(originals.path(id), 'tampered');
    expect(originals.get(id)).toBeNull();
    expect(createOriginals(join(originals.path(id), '..')).put('precious')).toMatchObject({ id, isNew: true });
    expect(originals.get(id)).toBe('precious');
  });

  it('renew the time of a file that is used again', () => {
    const originals = createOriginals(makeDir());
    const id = originals.put('old friend')?.id ?? '';
    const long = new Date(Date.now() - 86_400_000);
    utimesSync(originals.path(id), long, long);
    originals.put('old friend');
    expect(Date.now() - statSync(originals.path(id)).mtimeMs).toBeLessThan(60_000);
  });

  it('answer null, not an error, when the directory cannot be made', () => {
    const file = join(base, 'a-file');
    writeFileSync(file, '');
    expect(createOriginals(join(file, 'originals')).put('text')).toBeNull();
    if (process.platform === 'win32' || process.getuid?.() === 0) return;
    const locked = makeDir();
    createOriginals(locked).put('first');
    chmodSync(locked, 0o500);
    expect(createOriginals(locked).put('second')).toBeNull();
    chmodSync(locked, 0o700);
  });

  it.each(['', '../token', '0123456789abcdef012', '0123456789ABCDEF0123', '0123456789abcdef0123/..'])(
    'know no id like %j',
    (id) => {
      const originals = createOriginals(makeDir());
      expect(originals.get(id)).toBeNull();
      expect(originals.lines(id, 1, 2)).toBeNull();
      expect(() => originals.path(id)).toThrow(/not the id/);
    },
  );
});

describe('parts', () => {
  const originals = createOriginals(makeDir());
  const id = originals.put('one\ntwo\nthree\nfour')?.id ?? '';

  it('are lines counted from one, with bounds moved to the ends', () => {
    expect(originals.lines(id, 2, 3)).toEqual({ text: 'two\nthree', from: 2, to: 3, total: 4 });
    expect(originals.lines(id, -5, 99)).toMatchObject({ text: 'one\ntwo\nthree\nfour', from: 1, to: 4 });
    expect(originals.lines(id, 9, 3)).toMatchObject({ text: 'four', from: 4, to: 4 });
  });

  it('are found by expression, and a malformed one is told', () => {
    expect(originals.grep(id, '^t')).toEqual({
      hits: [
        { line: 2, text: 'two' },
        { line: 3, text: 'three' },
      ],
      total: 4,
      truncated: false,
    });
    expect(originals.grep(id, 'nothing')?.hits).toEqual([]);
    expect(() => originals.grep(id, '(')).toThrow(/malformed/);
  });

  it('stop an expression that backtracks for ever', () => {
    const hostile = originals.put(`${'a'.repeat(60)}!`)?.id ?? '';
    expect(() => originals.grep(hostile, '^(a+)+$')).toThrow(/too long/);
  });

  it('are cut at a thousand hits, and that is told', () => {
    const many = originals.put('x\n'.repeat(1500))?.id ?? '';
    const found = originals.grep(many, 'x');
    expect(found?.hits).toHaveLength(1000);
    expect(found?.truncated).toBe(true);
  });
});
