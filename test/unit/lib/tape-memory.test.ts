import { describe, expect, it } from 'vitest';
import { type JsonTape, scanJson } from '../../../sidecar/lib/json-tape.ts';
import { TapeMemory } from '../../../sidecar/lib/tape-memory.ts';

const turn = (n: number) => `turn ${n}: ${'what a tool printed, in many words; '.repeat(60)}`;
const talk = (...turns: readonly string[]) => Buffer.from(JSON.stringify({ messages: turns, stream: true }));
const texts = (tape: JsonTape | null) => [...tape!.elements(tape!.get(0, 'messages'))].map((node) => tape!.text(node));
const three = [turn(1), turn(2), turn(3)];

describe('TapeMemory', () => {
  it('reads the next turn, a fork and a shorter document like a scan from the beginning', () => {
    const memory = new TapeMemory(1_000_000);
    for (const turns of [three, [...three, turn(4)], [turn(1), turn(2), turn(5)], [turn(1)], [turn(7), turn(2)]]) {
      const bytes = talk(...turns);
      const tape = memory.scan('c', bytes);
      expect(texts(tape)).toEqual(turns);
      expect(tape!.size).toBe(scanJson(bytes)!.size);
      expect(tape!.isTrue(tape!.get(0, 'stream'))).toBe(true);
    }
  });

  it('gives the same strings again, and the same tape for the same bytes', () => {
    const memory = new TapeMemory(1_000_000);
    const bytes = talk(...three);
    const tape = memory.scan('c', bytes);
    expect(memory.scan('c', bytes)).toBe(tape);
    expect(memory.scan('other', bytes)).not.toBe(tape);
  });

  it('reads a tape right that another one was made of', () => {
    const memory = new TapeMemory(1_000_000);
    const first = memory.scan('c', talk(...three));
    expect(texts(first)).toEqual(three);
    expect(texts(memory.scan('c', talk(turn(1), 'else')))).toEqual([turn(1), 'else']);
    expect(texts(first)).toEqual(three);
  });

  it('refuses what a scan from the beginning refuses, and then knows what it knew', () => {
    const memory = new TapeMemory(1_000_000);
    memory.scan('c', talk(...three));
    const whole = talk(...three, turn(4));
    expect(memory.scan('c', whole.subarray(0, -1))).toBeNull();
    expect(texts(memory.scan('c', whole))).toEqual([...three, turn(4)]);
  });

  it('keeps no document that is larger than what it may keep', () => {
    const memory = new TapeMemory(5000);
    const bytes = talk(...three);
    expect(memory.scan('c', bytes)).not.toBe(memory.scan('c', bytes));
  });
});
