import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';
import { continueScan, type JsonTape, NodeType, scanJson } from '../../sidecar/lib/json-tape.ts';
import { sharedLength } from '../../sidecar/lib/shared-bytes.ts';
import { loadTokens, type OptimiseJob, Optimiser, type Originals } from '../../sidecar/worker/inline.ts';
import { builds, bytesOf, type Script, scripts } from './conversations.ts';

const tokens = loadTokens();
const originals: Originals = { put: (_, id) => ({ id }) };
const fresh = () => new Optimiser(tokens, originals);

/** Everything that leaves the engine, but for the time that it took. */
function run(optimiser: Optimiser, body: Uint8Array, job: OptimiseJob): unknown {
  const { result, blocks } = optimiser.optimise(body, job);
  const { engineMs: _, edits, ...rest } = result;
  const texts = edits.map(({ start, end, bytes }) => [start, end, Buffer.from(bytes).toString('latin1')]);
  return { ...rest, edits: texts, blocks: blocks() };
}

function jobOf(dialect: DialectId, conversation: string): OptimiseJob {
  return {
    dialect,
    conversation,
    epoch: 0,
    mode: 'cache',
    suspended: [],
    pinned: [],
    mayMark: true,
    canStore: true,
    originalsDir: '~/.headroom/originals',
  };
}

/** What a client may do to its conversation between two requests. */
const steps = fc.array(
  fc.record({
    what: fc.constantFrom('next', 'again', 'shorter', 'fork', 'edited', 'asked', 'respelled', 'broken'),
    dialect: fc.constantFrom(...dialects.map(({ id }) => id)),
    at: fc.nat(5),
    byte: fc.nat(100_000),
  }),
  { minLength: 3, maxLength: 12 },
);

function change(script: Script, { what, at }: { what: string; at: number }): Script {
  const turns = [...script.turns];
  const index = what === 'fork' ? turns.length - 1 : at % turns.length;
  const turn = turns[index]!;
  if (what === 'fork' || what === 'edited') turns[index] = { ...turn, output: `${turn.output.slice(1)}\nanother line` };
  return { question: what === 'asked' ? `${script.question}?` : script.question, turns };
}

describe('an engine that remembers bodies', () => {
  it('says what one says that sees each body for the first time, whatever came before', () => {
    const kept = fresh();
    fc.assert(
      fc.property(scripts, steps, fc.constantFrom('', 'c'), (first, walk, conversation) => {
        let script: Script = {
          ...first,
          turns: first.turns.map((turn) => ({ ...turn, output: turn.output.repeat(4) })),
        };
        let upTo = 0;
        for (const step of walk) {
          if (step.what === 'next') upTo++;
          if (step.what === 'shorter') upTo = step.at;
          script = change(script, step);
          const last = Math.min(upTo, script.turns.length - 1);
          const spelling = { textsAsBlocks: step.what === 'respelled', breakpointOnLast: step.at % 2 === 0 };
          const body = Uint8Array.from(bytesOf(builds[step.dialect](script, last, spelling)));
          if (step.what === 'broken') body[step.byte % body.length] = 0x22;
          const job = jobOf(step.dialect, conversation);
          expect(run(kept, body, job)).toEqual(run(fresh(), Uint8Array.from(body), job));
        }
      }),
      { numRuns: 60 },
    );
  });
});

const nodesOf = (tape: JsonTape | null) =>
  tape &&
  Array.from({ length: tape.size }, (_, node) => [
    tape.type(node),
    tape.start(node),
    tape.end(node),
    [...tape.elements(node)],
    [...tape.members(node)],
    tape.text(node),
  ]);

describe('a scan that goes on where another document ends to be the same', () => {
  it('gives the nodes and texts of a scan from the beginning', () => {
    const piece = fc.constantFrom(
      '{"a":',
      '[',
      '1',
      '12',
      '-0.5e3',
      'true',
      '"x"',
      '"é\\n"',
      ',',
      '}',
      ']',
      ' ',
      '"k":',
    );
    const edit = fc.record({
      at: fc.nat(400),
      drop: fc.constantFrom(0, 0, 0, 1, 7, 30),
      put: fc.array(piece, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.constantFrom(0, 1),
        fc.array(edit, { maxLength: 4 }),
        (json, pad, edits) => {
          const text = JSON.stringify([JSON.parse(json), JSON.parse(json)], null, pad);
          let tape = continueScan(Buffer.from(text), null, 0);
          let now = text;
          for (const { at, drop, put } of edits) {
            const from = at % now.length;
            now = now.slice(0, from) + put.join('') + now.slice(from + drop) || '0';
            const bytes = Buffer.from(now);
            const isNest = tape !== null && (tape.type(0) === NodeType.array || tape.type(0) === NodeType.object);
            const earlier = isNest ? tape : null;
            const shared = earlier === null ? 0 : sharedLength(earlier.bytes, bytes);
            nodesOf(earlier); // so that there are texts to hand on
            const next = continueScan(bytes, earlier, shared);
            expect(nodesOf(next)).toEqual(nodesOf(scanJson(bytes)));
            tape = next ?? tape;
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('does not take a number for complete whose next byte is another one', () => {
    for (const [before, after] of [
      ['[7, 10]', '[7, 105]'],
      ['{"a":1,"b":2}', '{"a":1.5,"b":2}'],
      ['[[],1]', '[[],1e3]'],
    ] as const) {
      const [one, other] = [Buffer.from(before), Buffer.from(after)];
      const tape = continueScan(other, scanJson(one), sharedLength(one, other));
      expect(nodesOf(tape)).toEqual(nodesOf(scanJson(other)));
    }
  });
});
