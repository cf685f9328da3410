import { describe, expect, it } from 'vitest';
import { checkNumber } from '../../scripts/fuzz/check.ts';
import { checkCompressors, checkDecision, makeHint } from '../../scripts/fuzz/laws.ts';
import { Tally } from '../../scripts/fuzz/tally.ts';
import { makeText, readCorpus } from '../../scripts/fuzz/texts.ts';
import { dialects } from '../../sidecar/dialects/index.ts';
import { compressors } from '../../sidecar/engine/index.ts';
import { loadTokens } from '../../sidecar/worker/inline.ts';

/** A short run of `npm run fuzz`, always over the same texts; a bound on the processor time of each call is one of its laws. */
const tokens = loadTokens();
const corpus = readCorpus();
const FIRST = 500_000;
const TEXTS = 360;

describe('damaged texts', () => {
  it('break no law, and reach every compressor and every dialect', { timeout: 60_000 }, () => {
    const rig = { tokens, tally: new Tally() };
    for (let number = FIRST; number < FIRST + TEXTS; number++) {
      rig.tally.text(number, () => checkNumber(number, corpus, rig));
    }
    const told = rig.tally.format();
    expect(told).toContain(`${TEXTS} texts, `);
    for (const { id } of compressors) expect(told).toMatch(new RegExp(`^ {2}${id} .* sure`, 'm'));
    for (const { id } of dialects)
      expect(told).toMatch(new RegExp(`^ {2}${id} .*answers.*damaged.*plain.*wrapped`, 'm'));
  });

  it('break no law that they once broke', { timeout: 60_000 }, () => {
    const blank = `==> a.log <==\na b\n${'\n'.repeat(17_000)}`.repeat(10);
    const halves = Array.from(
      { length: 90 },
      (_, id) => `{"id":${id * 7919},"note":"a note","odd":"${id % 9 ? 'x' : '\\udc00'}"}`,
    );
    const runs = ['\udc00', '/\n', ' \u00a0', '!\udc00'].map((run) => run.repeat(150_000 / run.length));
    const late = `${'\n'.repeat(199_000)}a: 1\n`;
    for (const text of [blank, halves.join('\n'), ...runs, late]) {
      const rig = { tokens, tally: new Tally() };
      const subject = { number: FIRST, text, hint: makeHint(FIRST) };
      checkCompressors(subject, rig);
      checkDecision(subject, rig);
    }
  });

  it('are the same for the same number, and differ between numbers', () => {
    const texts = Array.from({ length: 20 }, (_, i) => makeText(FIRST + i, corpus));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, i) => makeText(FIRST + i, corpus)));
    expect(new Set(texts).size).toBeGreaterThan(15);
  });
});
