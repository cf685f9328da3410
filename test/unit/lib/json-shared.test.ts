import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../sidecar/lib/json-scan.ts';
import { type JsonTape, NodeType } from '../../../sidecar/lib/json-tape.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Every cell of a tape, and every string; null for no document. */
function dump(tape: JsonTape | null): unknown {
  if (tape === null) return null;
  return Array.from({ length: tape.after(0) }, (_, node) => [
    ...[tape.type(node), tape.start(node), tape.end(node), tape.after(node)],
    tape.type(node) === NodeType.string ? tape.text(node) : null,
  ]);
}

/** A document with its earlier state is read as it is without, also when the earlier one was read that way itself. */
function checkSame(before: Uint8Array, now: Uint8Array): void {
  const first = scanJson(before);
  if (first === null) return;
  dump(first); // decodes every string, so that the next one has them
  const resumed = scanJson(now, first);
  expect(dump(resumed)).toEqual(dump(scanJson(now)));
  if (resumed !== null) expect(dump(scanJson(before, resumed))).toEqual(dump(first));
}

const long = fc.constantFrom('a'.repeat(300), 'grün\n'.repeat(80), '\\ and "'.repeat(60), 'x', '');
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(long, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('role', 'content', 'a', 'b'), tie('any'), { maxKeys: 4 }),
  ),
})).any;
const body = fc.record({
  before: fc.dictionary(fc.constantFrom('model', 'system', 'x'), value, { maxKeys: 2 }),
  messages: fc.array(value, { maxLength: 5 }),
  after: fc.dictionary(fc.constantFrom('tools', 'metadata', 'y'), value, { maxKeys: 3 }),
});
const spell = ({ before, messages, after }: { before: object; messages: unknown[]; after: object }, indent: number) =>
  JSON.stringify({ ...before, messages, ...after }, null, indent);

describe('scanJson with an earlier state', () => {
  it('reads a conversation that grew, lost its end or changed around its messages', () => {
    fc.assert(
      fc.property(
        body,
        fc.array(value, { maxLength: 3 }),
        fc.nat(3),
        fc.constantFrom(0, 1),
        (one, more, cut, indent) => {
          const grown = { ...one, messages: [...one.messages, ...more] };
          const shorter = { ...one, messages: one.messages.slice(0, cut) };
          const moved = { ...grown, after: { ...grown.after, y: more } };
          const texts = [one, grown, shorter, moved].map((each) => encode(spell(each, indent)));
          for (const before of texts) for (const now of texts) checkSame(before, now);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reads, or refuses, what any change of bytes makes of it', () => {
    const patch = fc.oneof(
      fc.constantFrom('', ',', '"', '\\', '}', ']', '{"a":1}', '9', ' '),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(body, fc.nat(), fc.nat(12), patch, (one, at, length, text) => {
        const before = spell(one, 0);
        const from = at % (before.length + 1);
        checkSame(encode(before), encode(before.slice(0, from) + text + before.slice(from + length)));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads roots of every kind, and spaces around them', () => {
    const texts = [
      '{"a":[1,2]}',
      ' {"a":[1,2,3]}\n',
      '[1,2]',
      '[1,2,3]',
      '"a"',
      '12',
      '{"a":12}',
      '{"a":123}',
      '{}',
      '[]',
    ];
    for (const before of texts) for (const now of texts) checkSame(encode(before), encode(now));
  });
});
