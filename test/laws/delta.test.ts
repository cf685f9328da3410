/** A delta and the earlier copy it names give the newer text back, byte for byte. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dialects } from '../../sidecar/dialects/index.ts';
import { splice } from '../../sidecar/lib/splice.ts';
import { loadTokens, type OptimiseJob, Optimiser } from '../../sidecar/worker/inline.ts';
import { applyDelta, isDelta, stepsAbove } from '../unit/engine/apply-delta.ts';
import { builds, bytesOf, type Script, scripts } from './conversations.ts';

const tokens = loadTokens();
const job: OptimiseJob = {
  dialect: 'anthropic',
  conversation: 'c',
  mode: 'cache',
  suspended: [],
  pinned: [],
  canStore: true,
  originalsDir: '~/.headroom/originals',
};
const put = (text: string) => ({ id: createHash('sha256').update(text).digest('hex').slice(0, 20) });

function send(script: Script, extra: Partial<OptimiseJob> = {}): { texts: string[]; by: (readonly string[])[] } {
  const body = bytesOf(builds.anthropic(script, script.turns.length - 1));
  const { result } = new Optimiser(tokens, { put }).optimise(body, { ...job, ...extra });
  const sent = Buffer.concat(splice(body, result.edits));
  const dialect = dialects.find(({ id }) => id === 'anthropic')!;
  return { texts: dialect.read(sent)!.segments.map(({ text }) => text), by: result.segments.map(({ by }) => by) };
}

it('names only copies that can be read in the request, and loses nothing that would have been sent without it', () => {
  let deltas = 0;
  fc.assert(
    fc.property(scripts, (script) => {
      const { texts, by } = send(script);
      texts.forEach((text, at) => {
        if (!by[at]!.includes('delta')) return;
        deltas++;
        expect(isDelta(text)).toBe(true);
        const base = at - stepsAbove(text);
        expect(by[base]).not.toContain('delta');
        expect(by[base]).not.toContain('same');
        const alone = { ...script, turns: [script.turns[at]!] };
        expect(applyDelta(texts[base]!, text)).toBe(send(alone).texts[0]);
      });
    }),
    { numRuns: 300 },
  );
  expect(deltas).toBeGreaterThan(10);
});

it('does not depend on what was pinned behind it', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const whole = send(script);
      const digests = script.turns.slice(-1).map(({ output }) => put(output).id);
      const pinned = send(script, { pinned: digests });
      const last = whole.texts.length - 1;
      const firstTouched = script.turns.findIndex(({ output }) => digests.includes(put(output).id));
      expect(pinned.texts.slice(0, firstTouched)).toEqual(whole.texts.slice(0, firstTouched));
      expect(pinned.by[last]).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
