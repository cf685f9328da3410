import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';
import { encodeString } from '../../sidecar/lib/json-tape.ts';
import { splice } from '../../sidecar/lib/splice.ts';
import { builds, bytesOf, scripts } from './conversations.ts';

/** Every law holds for every member of the list: a new dialect without a builder fails here. */
describe.each(dialects.map((dialect) => [dialect.id, dialect] as const))('dialect %s', (id, dialect) => {
  const build = builds[id as DialectId];

  it('finds exactly the tool results, in order, decoded', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const read = dialect.read(bytesOf(build(script, script.turns.length - 1)))!;
        expect(read.segments.map((segment) => segment.text)).toEqual(
          script.turns.map((turn) => turn.output.toWellFormed()),
        );
        expect(read.segments.map((segment) => segment.hint.tool)).toEqual(script.turns.map((turn) => turn.tool));
        expect(read.segments.map((segment) => segment.hint.command)).toEqual(script.turns.map((turn) => turn.command));
        expect(read.segments.map((segment) => segment.isNew)).toEqual(
          script.turns.map((_, i) => i === script.turns.length - 1),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing but the text of a tool result when an edit is spliced in', () => {
    fc.assert(
      fc.property(scripts, fc.string({ unit: 'binary', maxLength: 30 }), (script, text) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        const edits = dialect.read(body)!.segments.map(({ start, end }) => ({ start, end, bytes: encodeString(text) }));
        const edited = JSON.parse(Buffer.concat(splice(body, edits)).toString());
        const expected = { ...script, turns: script.turns.map((turn) => ({ ...turn, output: text })) };
        expect(edited).toEqual(JSON.parse(JSON.stringify(build(expected, script.turns.length - 1))));
      }),
      { numRuns: 60 },
    );
  });

  it('gives blocks in prompt order, growing at the end only, whatever the spelling of texts and marks', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const chain = (upTo: number, spelling = { textsAsBlocks: false, breakpointOnLast: false }) => {
          const body = bytesOf(build(script, upTo, spelling));
          return dialect.read(body)!.blocks.map(({ start, end, mark, kind }) => {
            const [from, to] = mark ?? [start, start];
            return `${kind} ${Buffer.concat([body.subarray(start, from), body.subarray(to, end)])}`;
          });
        };
        const last = script.turns.length - 1;
        const whole = chain(last);
        for (let upTo = 0; upTo < last; upTo++) expect(whole.slice(0, chain(upTo).length)).toEqual(chain(upTo));
        const respelled = chain(last, { textsAsBlocks: id === 'anthropic', breakpointOnLast: true });
        expect(respelled).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what it cannot read safely, and never throws', () => {
    fc.assert(
      fc.property(scripts, fc.nat(), fc.integer({ min: 0, max: 255 }), (script, at, byte) => {
        const body = bytesOf(build(script, script.turns.length - 1));
        expect(dialect.read(body.subarray(0, at % body.length))).toBeNull();
        const damaged = Uint8Array.from(body);
        damaged[at % body.length] = byte;
        const read = dialect.read(damaged);
        for (const segment of read?.segments ?? []) expect(segment.end).toBeLessThanOrEqual(body.length);
      }),
      { numRuns: 150 },
    );
    for (const odd of [
      '',
      'null',
      '[]',
      '{}',
      '{"messages":{}}',
      '{"messages":[],"messages":[]}',
      '{"input":5}',
      '{"messages":[1,null,[]]}',
    ]) {
      expect(() => dialect.read(new TextEncoder().encode(odd))).not.toThrow();
    }
  });

  it('reads usage from hostile answers without throwing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), fc.boolean(), (chunks, isStream) => {
        const reader = dialect.usage(isStream ? 'text/event-stream' : 'application/json');
        for (const chunk of chunks) reader.push(chunk);
        expect(reader.end()).toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});
