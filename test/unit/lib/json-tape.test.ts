import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeString, type JsonTape, type NodeIndex, NodeType, scanJson } from '../../../sidecar/lib/json-tape.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Rebuilds the value from the tape, to compare with JSON.parse. */
function rebuild(tape: JsonTape, node: NodeIndex): unknown {
  switch (tape.type(node)) {
    case NodeType.object:
      return Object.fromEntries([...tape.members(node)].map(([key, value]) => [tape.text(key), rebuild(tape, value)]));
    case NodeType.array:
      return [...tape.elements(node)].map((element) => rebuild(tape, element));
    case NodeType.string:
      return tape.text(node);
    default:
      return JSON.parse(new TextDecoder().decode(tape.source(node)));
  }
}

describe('scanJson', () => {
  it('reads every document that JSON.parse reads, to the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, 2), (text, indent) => {
        const spelled = JSON.stringify(JSON.parse(text), null, indent);
        const tape = scanJson(encode(spelled));
        // `__proto__` as a key is a setter for Object.fromEntries' reader side only; JSON.parse keeps it as data.
        expect(JSON.stringify(rebuild(tape!, 0))).toEqual(JSON.stringify(JSON.parse(spelled)));
      }),
      { numRuns: 400 },
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '1',
      '-0',
      '01',
      '1.',
      '1e5',
      'true',
      'nul',
      ' ',
      '\n',
      '"',
      '\t',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(scanJson(encode(text)) !== null, text).toBe(valid);
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses nesting beyond its limit instead of overflowing the stack', () => {
    expect(scanJson(encode('['.repeat(100_000) + ']'.repeat(100_000)))).toBeNull();
    expect(scanJson(encode('['.repeat(400) + ']'.repeat(400)))).not.toBeNull();
  });

  it('reports a key that stands twice as ambiguous, once somebody asks for it', () => {
    const tape = scanJson(encode('{"a":1,"b":2,"\\u0061":3}'))!;
    expect(tape.source(tape.get(0, 'b'))).toEqual(encode('2'));
    expect(tape.ambiguous).toBe(false);
    expect(tape.source(tape.get(0, 'a'))).toEqual(encode('3'));
    expect(tape.ambiguous).toBe(true);
  });

  it('gives no text for a string whose bytes are not UTF-8', () => {
    const bytes = Uint8Array.of(0x22, 0xc3, 0x28, 0x22);
    expect(scanJson(bytes)!.text(0)).toBeNull();
  });

  it('keeps lone surrogates through decode and encode', () => {
    const tape = scanJson(encode('"\\ud83d tail"'))!;
    expect(new TextDecoder().decode(encodeString(tape.text(0)!))).toBe('"\\ud83d tail"');
  });
});
