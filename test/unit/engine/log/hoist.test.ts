import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoistPrefixes } from '../../../../sidecar/engine/log/hoist.ts';

const never = () => false;

/** A heading ends with the sign; every line that begins with it continues the heading. */
function lower(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length; ) {
    if (!lines[i + 1]?.startsWith('…')) {
      out.push(lines[i]!);
      i++;
      continue;
    }
    const prefix = lines[i]!.slice(0, -1);
    for (i++; lines[i]?.startsWith('…'); i++) out.push(prefix + lines[i]!.slice(1));
  }
  return out;
}

describe('hoistPrefixes', () => {
  it('writes a shared beginning once', () => {
    const lines = ['2031-04-07 09:12:01 a', '2031-04-07 09:12:02 b', '2031-04-07 09:13:03 c'];
    expect(hoistPrefixes(lines, never)).toEqual(['2031-04-07 …', '…09:12:01 a', '…09:12:02 b', '…09:13:03 c']);
  });

  it('cuts in front of the place of a diagnostic', () => {
    const lines = [
      'src/long-name.ts(1,2): error a',
      'src/long-name.ts(3,4): error b',
      'src/long-name.ts(5,6): error c',
    ];
    expect(hoistPrefixes(lines, never)?.[0]).toBe('src/long-name.ts…');
  });

  it('leaves fixed lines, short runs and texts with the sign alone', () => {
    const lines = ['2031-04-07 x 1', '2031-04-07 x 2', '2031-04-07 x 3'];
    expect(hoistPrefixes(lines, () => true)).toBeNull();
    expect(hoistPrefixes(lines.slice(0, 2), never)).toBeNull();
    expect(hoistPrefixes([...lines, '…and so on'], never)).toBeNull();
  });

  it('can be read back exactly', () => {
    const line = fc.tuple(
      fc.constantFrom('2031-04-07 host app: ', '2031-04-08 host app: ', 'src/some/file.ts', ''),
      fc.constantFrom('(1,2): x', 'started', ' blank', ''),
    );
    fc.assert(
      fc.property(
        fc.array(
          line.map(([head, tail]) => head + tail),
          { maxLength: 60 },
        ),
        (lines) => {
          const hoisted = hoistPrefixes(lines, never);
          if (hoisted !== null) expect(lower(hoisted)).toEqual(lines);
        },
      ),
    );
  });
});
