import { describe, expect, it } from 'vitest';
import { listPlaces, messageKey, parseDiagnostic } from '../../../../sidecar/engine/log/diagnostics.ts';

describe('parseDiagnostic', () => {
  it.each([
    ['src/a.ts(12,5): error TS1: x', 'src/a.ts', '(12,5)'],
    ['src/a.ts:12:5 - error TS1: x', 'src/a.ts', ':12:5'],
    ['./lib/a.hpp:9:1: fatal error: y.h: No such file', './lib/a.hpp', ':9:1'],
    ['pkg/a.py:12: error: x  [arg-type]', 'pkg/a.py', ':12'],
    ['pkg/a.py:1:80: E501 line too long', 'pkg/a.py', ':1:80'],
    ['C:\\w\\a.cs(3,4): warning CS0168: x', 'C:\\w\\a.cs', '(3,4)'],
  ])('%s', (line, path, place) => {
    expect(parseDiagnostic(line)).toMatchObject({ path, place });
  });

  it.each(['src/a.ts:12:  const error = 1', '2031-04-07 09:12:01 error: x', 'error: x', 'a.log:12: error'.slice(0, 9)])(
    'not %s',
    (line) => {
      expect(parseDiagnostic(line)).toBeNull();
    },
  );

  it('agrees about one message however the run spells its place', () => {
    const one = parseDiagnostic('a.ts(1,2): error TS1: x')!;
    const other = parseDiagnostic('a.ts:1:2 - error TS1: x')!;
    expect(messageKey(one)).toBe(messageKey(other));
  });
});

describe('listPlaces', () => {
  const at = (...lines: string[]) => lines.map((line) => parseDiagnostic(`${line}: error: x`)!);

  it('names each path once, the first one not at all', () => {
    const [first, ...more] = at('a.c:1:1', 'b.c:2:2', 'a.c:3:3', 'b.c:4:4', 'a.c:1:1');
    expect(listPlaces(first!, more, 9)).toBe(':3:3 b.c:2:2,4:4');
  });

  it('is empty when all stand in one place', () => {
    const [first, ...more] = at('a.c:1:1', 'a.c:1:1');
    expect(listPlaces(first!, more, 9)).toBe('');
  });

  it('counts per path when there are too many', () => {
    const [first, ...more] = at('a.ts(1,1)', 'b.ts(1,1)', 'b.ts(2,1)', 'b.ts(3,1)', 'b.ts(4,1)', 'c.ts(9,1)');
    expect(listPlaces(first!, more, 4)).toBe('b.ts(1,1)…(4) c.ts(9,1)');
  });
});
