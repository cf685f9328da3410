import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../sidecar/lib/json-scan.ts';
import { encodeString } from '../../../sidecar/lib/json-tape.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('JsonTape', () => {
  it('reports a key that stands twice as ambiguous, once somebody asks for it', () => {
    const tape = scanJson(encode('{"a":1,"b":2,"\\u0061":3}'))!;
    expect(tape.source(tape.get(0, 'b'))).toEqual(encode('2'));
    expect(tape.ambiguous).toBe(false);
    expect(tape.source(tape.get(0, 'a'))).toEqual(encode('3'));
    expect(tape.ambiguous).toBe(true);
  });

  it('decodes a long string once', () => {
    const text = 'täglich\n'.repeat(100);
    const tape = scanJson(encode(JSON.stringify({ text })))!;
    const node = tape.get(0, 'text');
    expect(tape.text(node)).toBe(text);
    expect([...tape.decoded()]).toEqual([[tape.start(node), text]]);
    expect(tape.text(node)).toBe(text);
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
