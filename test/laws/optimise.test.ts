import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';
import { isSpliceable, splice } from '../../sidecar/lib/splice.ts';
import { loadTokens, type OptimiseJob, Optimiser, type Originals } from '../../sidecar/worker/inline.ts';
import { builds, bytesOf, scripts } from './conversations.ts';

const tokens = loadTokens();

/** Keeps originals in memory, under their content address. */
function createMemoryOriginals(): Originals & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    put: (text) => {
      const id = createHash('sha256').update(text).digest('hex').slice(0, 20);
      texts.set(id, text);
      return { id };
    },
  };
}

const fresh = () => new Optimiser(tokens, createMemoryOriginals());

function job(dialect: string, extra: Partial<OptimiseJob> = {}): OptimiseJob {
  return {
    dialect,
    conversation: 'c',
    mode: 'cache',
    suspended: [],
    pinned: [],
    canStore: true,
    originalsDir: '~/.headroom/originals',
    ...extra,
  };
}

/** What stands on the wire for each tool result. */
function sentTexts(
  dialect: string,
  body: Uint8Array,
  optimiser: Optimiser,
  extra: Partial<OptimiseJob> = {},
): string[] {
  const { result } = optimiser.optimise(body, job(dialect, extra));
  expect(isSpliceable(body.length, result.edits)).toBe(true);
  const sent = Buffer.concat(splice(body, result.edits));
  return dialects
    .find((one) => one.id === dialect)!
    .read(sent)!
    .segments.map((segment) => segment.text);
}

describe.each(dialects.map(({ id }) => [id]))('the engine on %s', (dialect) => {
  const build = builds[dialect as DialectId];

  it('is prefix-pure: what was sent in one turn is sent again in every later turn, with or without memory', () => {
    const warm = fresh();
    fc.assert(
      fc.property(scripts, (script) => {
        const last = script.turns.length - 1;
        const whole = sentTexts(dialect, bytesOf(build(script, last)), fresh());
        for (let upTo = 0; upTo <= last; upTo++) {
          const body = bytesOf(build(script, upTo));
          expect(sentTexts(dialect, body, warm)).toEqual(whole.slice(0, upTo + 1));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('does not care how a client spells texts or where it puts its cache marks', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const last = script.turns.length - 1;
        const plain = sentTexts(dialect, bytesOf(build(script, last)), fresh());
        const other = sentTexts(
          dialect,
          bytesOf(build(script, last, { textsAsBlocks: true, breakpointOnLast: true })),
          fresh(),
        );
        expect(other).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  it('touches nothing outside the tool results it reports as edited', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        const { result } = fresh().optimise(body, job(dialect));
        const blank = (bytes: Uint8Array, ranges: readonly { start: number; end: number }[]) =>
          Buffer.concat(
            splice(
              bytes,
              ranges.map(({ start, end }) => ({ start, end, bytes: new Uint8Array(0) })),
            ),
          ).toString();
        const sent = Buffer.concat(splice(body, result.edits));
        let shift = 0;
        const sentRanges = result.edits.map(({ start, end, bytes }) => {
          const range = { start: start + shift, end: start + shift + bytes.length };
          shift += bytes.length - (end - start);
          return range;
        });
        expect(blank(sent, sentRanges)).toBe(blank(body, result.edits));
        expect(result.segments.filter((one) => one.by.length > 0)).toHaveLength(result.edits.length);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps an edit only on real gain, and stores every source of which something left the wire', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const originals = createMemoryOriginals();
        const body = bytesOf(build(script, script.turns.length - 1));
        const { result } = new Optimiser(tokens, originals).optimise(body, job(dialect));
        for (const segment of result.segments) {
          const source = script.turns[segment.index]!.output.toWellFormed();
          if (segment.by.length === 0) continue;
          expect(segment.tokensBefore).toBe(tokens.count(source));
          expect(segment.tokensAfter).toBeLessThan(segment.tokensBefore);
          if (segment.lossy !== null) expect(originals.texts.get(segment.originalId!)).toBe(source);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('loses nothing when nothing can be stored, and nothing in results marked as errors', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        const stateless = fresh().optimise(body, job(dialect, { canStore: false })).result;
        for (const segment of stateless.segments) expect(segment.lossy).toBeNull();
        const broken = new Optimiser(tokens, { put: () => null }).optimise(body, job(dialect)).result;
        for (const segment of broken.segments) expect(segment.lossy).toBeNull();
        expect(broken.pin).toHaveLength(broken.segments.filter((one) => one.reason === 'no-store').length);
        const { segments } = fresh().optimise(body, job(dialect)).result;
        if (dialect !== 'anthropic' && dialect !== 'gemini') return; // the others have no mark for errors
        for (const segment of segments) if (script.turns[segment.index]!.isError) expect(segment.lossy).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('leaves pinned texts alone, and new texts of a suspended compressor, which it asks to pin', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        const { result } = fresh().optimise(body, job(dialect));
        const pinned = fresh().optimise(body, job(dialect, { pinned: result.digests })).result;
        expect(pinned.edits).toEqual([]);
        const used = [...new Set(result.segments.flatMap((one) => one.by))];
        const suspended = fresh().optimise(body, job(dialect, { suspended: used })).result;
        const last = suspended.segments.at(-1)!;
        expect(last.by).toEqual([]);
        expect(suspended.segments.slice(0, -1)).toEqual(result.segments.slice(0, -1));
        if (result.segments.at(-1)!.by.length > 0) expect(suspended.pin).toContain(suspended.digests.at(-1));
      }),
      { numRuns: 25 },
    );
  });

  it('never lets a slow moment change what was sent before: only new texts may come out late', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const last = script.turns.length - 1;
        const body = bytesOf(build(script, last));
        const pure = fresh().optimise(body, job(dialect)).result;
        const late = fresh().optimise(body, job(dialect, { budgetMs: -1 })).result;
        expect(late.segments.slice(0, last)).toEqual(pure.segments.slice(0, last));
        if (late.segments[last]!.reason === 'late') expect(late.pin).toContain(late.digests[last]);
        else expect(late.segments[last]).toEqual(pure.segments[last]);
      }),
      { numRuns: 25 },
    );
  });

  it('tells the same blocks for both streams where nothing was edited', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        const { result, blocks } = fresh().optimise(body, job(dialect));
        const changed = blocks().filter((block) => block.original !== block.sent);
        expect(changed.length).toBe(result.edits.length);
        for (const block of changed) expect(block.tokensSent).toBeLessThan(block.tokensOriginal);
      }),
      { numRuns: 25 },
    );
  });
});
