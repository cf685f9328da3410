import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoistPrefixes } from '../../../../sidecar/engine/log/hoist.ts';

const never = () => false;

const depth = (line: string | undefined): number => /^…*/.exec(line ?? '')![0].length;

/** A heading ends with the sign and has lines of one more sign below; what it says stands in front of all of them. */
function lower(lines: readonly string[]): string[] {
  const out: string[] = [];
  const above: string[] = [];
  for (const [at, line] of lines.entries()) {
    const level = depth(line);
    above.length = Math.min(above.length, level);
    const whole = (above.at(-1) ?? '') + line.slice(level);
    if (line.endsWith('…') && depth(lines[at + 1]) === level + 1) above.push(whole.slice(0, -1));
    else out.push(whole);
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

  it('writes headings below headings when it may', () => {
    const lines = [
      'run > cache > get one',
      'run > cache > get two',
      'run > cache > set one',
      'run > cache > get three',
    ];
    const more = ['run > etag > weak tag', 'run > etag > long tag', 'run > etag > no tag'];
    expect(hoistPrefixes([...lines, ...more], never, 3)).toEqual([
      'run > cache > …',
      '…get one',
      '…get two',
      '…set one',
      '…get three',
      'run > etag > …',
      '…weak tag',
      '…long tag',
      '…no tag',
    ]);
    const things = ['bread', 'cake', 'pie'].map((name) => `run > cache > bake in the oven > ${name}`);
    const deep = [...lines, ...things, ...lines];
    const nested = hoistPrefixes([...deep, ...more], never, 3)!;
    expect(nested).toContain('……bread');
    expect(lower(nested)).toEqual([...deep, ...more]);
    expect(nested.join('\n').length).toBeLessThan(hoistPrefixes([...deep, ...more], never)!.join('\n').length);
  });

  it('can be read back exactly', () => {
    const line = fc.tuple(
      fc.constantFrom('2031-04-07 host app: ', '2031-04-08 host app: ', 'src/some/file.ts', ''),
      fc.constantFrom('', 'in a deep group > ', 'in a deep group > and deeper > '),
      fc.constantFrom('(1,2): x', 'started', ' blank', '', 'tail…', '…odd'),
    );
    fc.assert(
      fc.property(
        fc.array(
          line.map((parts) => parts.join('')),
          { maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 4 }),
        (lines, levels) => {
          const hoisted = hoistPrefixes(lines, never, levels);
          if (hoisted !== null) expect(lower(hoisted)).toEqual(lines);
        },
      ),
    );
  });
});
