import { describe, expect, it } from 'vitest';
import { createTeller } from '../../../sidecar/cli/teller.ts';
import type { Io } from '../../../sidecar/cli/types.ts';

function listen(): { io: Io; lines: string[] } {
  const lines: string[] = [];
  const stderr = { write: (line: string) => lines.push(line) };
  return { io: { stderr } as unknown as Io, lines };
}

describe('createTeller', () => {
  it('tells no faster than anybody reads', () => {
    const { io, lines } = listen();
    let now = 0;
    const tell = createTeller(io, true, () => now);
    for (; now <= 400; now += 100) tell(`at ${now}`);
    expect(lines).toEqual(['at 0\n', 'at 200\n', 'at 400\n']);
  });

  it('is silent unless it is wanted', () => {
    const { io, lines } = listen();
    createTeller(io, false)('one');
    expect(lines).toEqual([]);
  });
});
