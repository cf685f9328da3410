import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSpliceable, lengthOf, splice } from '../../../sidecar/lib/splice.ts';

it('gives back the very same buffer when nothing is replaced', () => {
  const body = new TextEncoder().encode('{"a":1}');
  expect(splice(body, [])[0]).toBe(body);
});

it('keeps every byte outside a replacement and puts every replacement in place', () => {
  const cuts = fc.uniqueArray(fc.nat(200), { minLength: 0, maxLength: 12 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 200, maxLength: 200 }),
      cuts,
      fc.uint8Array({ maxLength: 9 }),
      (body, points, bytes) => {
        const replacements = [];
        for (let i = 0; i + 1 < points.length; i += 2)
          replacements.push({ start: points[i]!, end: points[i + 1]!, bytes });
        expect(isSpliceable(body.length, replacements)).toBe(true);
        const chunks = splice(body, replacements);
        const expected: number[] = [];
        for (let at = 0; at < body.length; ) {
          const hit = replacements.find(({ start }) => start === at);
          if (hit) {
            expected.push(...hit.bytes);
            at = hit.end;
          } else expected.push(body[at++]!);
        }
        expect([...Buffer.concat(chunks)]).toEqual(expected);
        expect(lengthOf(chunks)).toBe(expected.length);
      },
    ),
  );
});

it('refuses ranges that overlap, run backwards or leave the body', () => {
  const bytes = new Uint8Array(1);
  expect(
    isSpliceable(10, [
      { start: 2, end: 5, bytes },
      { start: 4, end: 6, bytes },
    ]),
  ).toBe(false);
  expect(isSpliceable(10, [{ start: 5, end: 2, bytes }])).toBe(false);
  expect(isSpliceable(10, [{ start: 5, end: 11, bytes }])).toBe(false);
  expect(isSpliceable(10, [{ start: 0.5, end: 1, bytes }])).toBe(false);
});
