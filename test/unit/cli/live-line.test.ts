import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLiveLine } from '../../../sidecar/cli/live-line.ts';
import type { Output } from '../../../sidecar/cli/types.ts';

function makeOutput(facts: { isTTY?: boolean; columns?: number }): { output: Output; text: () => string } {
  let written = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  return { output: Object.assign(stream, facts), text: () => written };
}

describe('on a terminal', () => {
  it('rewrites one line, cut to the width, and only when it changed', () => {
    const { output, text } = makeOutput({ isTTY: true, columns: 30 });
    const line = createLiveLine(output);
    line.show('a');
    line.show('a');
    line.show('b'.repeat(100));
    line.end();
    expect(text()).toBe(`\r\x1b[2Ka\r\x1b[2K${'b'.repeat(29)}\n`);
  });
});

describe('elsewhere', () => {
  it('appends a line when it changed, at most every 10 s, and the last one at the end', () => {
    let now = 0;
    const { output, text } = makeOutput({});
    const line = createLiveLine(output, () => now);
    line.show('one');
    now = 5_000;
    line.show('two');
    now = 10_000;
    line.show('one');
    line.show('three');
    now = 19_999;
    line.show('four');
    line.end();
    expect(text()).toBe('one\nthree\nfour\n');
  });
});
