import { describe, expect, it } from 'vitest';
import { checkCompressors, checkDecision, makeHint } from '../../scripts/fuzz/laws.ts';
import { makeText, readCorpus } from '../../scripts/fuzz/texts.ts';
import { checkRequest, checkStreams } from '../../scripts/fuzz/wires.ts';
import { loadTokens } from '../../sidecar/worker/inline.ts';

/** A short run of `npm run fuzz`, always over the same texts; a bound on the processor time of each call is one of its laws. */
const tokens = loadTokens();
const kit = { tokens, policy: { mode: 'cache', canStore: true, originalsDir: '~/o' } } as const;
const corpus = readCorpus();
const FIRST = 500_000;
const TEXTS = 120;

describe('damaged texts', () => {
  it('break no law of any compressor, nor of the engine', { timeout: 60_000 }, () => {
    for (let number = FIRST; number < FIRST + TEXTS; number++) {
      const text = makeText(number, corpus);
      checkCompressors(text, makeHint(number), tokens);
      checkDecision(text, makeHint(number), kit);
    }
  });

  it('break no law that they once broke', { timeout: 60_000 }, () => {
    const blank = `==> a.log <==\na b\n${'\n'.repeat(17_000)}`.repeat(10);
    const halves = Array.from(
      { length: 90 },
      (_, id) => `{"id":${id * 7919},"note":"a note","odd":"${id % 9 ? 'x' : '\\udc00'}"}`,
    );
    const runs = ['\udc00', '/\n', ' \u00a0', '!\udc00'].map((run) => run.repeat(150_000 / run.length));
    for (const text of [blank, halves.join('\n'), ...runs]) {
      checkCompressors(text, makeHint(FIRST), tokens);
      checkDecision(text, makeHint(FIRST), kit);
    }
  });

  it('break no request', { timeout: 60_000 }, () => {
    for (let number = FIRST; number < FIRST + TEXTS / 4; number++) {
      checkRequest([makeText(number, corpus), makeText(number + 1, corpus)], number, tokens);
    }
  });

  it('break nothing that reads answers, frames and messages as they come', { timeout: 60_000 }, () => {
    for (let number = FIRST; number < FIRST + TEXTS; number++) checkStreams(makeText(number, corpus), number);
  });

  it('are the same for the same number, and differ between numbers', () => {
    const texts = Array.from({ length: 20 }, (_, i) => makeText(FIRST + i, corpus));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, i) => makeText(FIRST + i, corpus)));
    expect(new Set(texts).size).toBeGreaterThan(15);
  });
});
