import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../sidecar/dialects/index.ts';
import type { Dialect } from '../../sidecar/dialects/types.ts';
import { splice } from '../../sidecar/lib/splice.ts';
import { loadTokens, type OptimiseJob, Optimiser } from '../../sidecar/worker/inline.ts';
import { builds, bytesOf, scripts } from './conversations.ts';

const tokens = loadTokens();
const spoken: readonly (readonly [string, Dialect])[] = dialects
  .filter((dialect) => 'socket' in dialect)
  .map((dialect) => [dialect.id, dialect]);

const fresh = () => new Optimiser(tokens, { put: (_, id) => ({ id }) });

function job(dialect: string): OptimiseJob {
  return {
    ...{ dialect, conversation: 'c', mode: 'cache', suspended: [], pinned: [] },
    ...{ canStore: true, originalsDir: '~/.headroom/originals' },
  };
}

interface Item {
  readonly type: string;
}

describe.each(spoken)('%s over WebSocket', (id, dialect) => {
  it('sends in pieces what plain requests send whole: the same texts, edited the same way', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const last = script.turns.length - 1;
        const build = (upTo: number) => builds[id as keyof typeof builds](script, upTo) as { input: Item[] };
        const whole = bytesOf(build(last));
        const plain = fresh().optimise(whole, job(id)).result.edits;
        const expected = (JSON.parse(Buffer.concat(splice(whole, plain)).toString()) as { input: Item[] }).input;

        const chain = dialect.socket!.open(1 << 24);
        const optimiser = fresh();
        const received: Item[] = [];
        let known = 0;
        for (let turn = 0; turn <= last; turn++) {
          const items = build(turn).input;
          // What the model made in this turn came as the answer to the request before.
          const own = items.slice(known).filter(({ type }) => turn === 0 || type === 'function_call_output');
          const previous = turn === 0 ? {} : { previous_response_id: `r${turn - 1}` };
          const message = bytesOf({ type: 'response.create', ...build(0), ...previous, input: own });
          const request = chain.request(message)!;
          const { edits } = optimiser.optimise(request.body!, job(id)).result;
          const mine = edits
            .filter(({ start }) => start >= request.from)
            .map((edit) => ({ ...edit, start: edit.start - request.shift, end: edit.end - request.shift }));
          const sent = JSON.parse(Buffer.concat(splice(message, mine)).toString()) as { input: Item[] };
          const output = turn === last ? [] : build(turn + 1).input.slice(items.length, -1);
          received.push(...sent.input, ...output);
          known = items.length + output.length;
          chain.answer(bytesOf({ type: 'response.completed', response: { id: `r${turn}`, output } }));
        }
        expect(received).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('never throws on odd messages of either side', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.json()), { maxLength: 8 }), (messages) => {
        const chain = dialect.socket!.open(1000);
        for (const [isRequest, text] of messages) {
          const bytes = new TextEncoder().encode(isRequest ? `{"type":"response.create","input":[${text}]}` : text);
          if (isRequest) chain.request(bytes);
          else chain.answer(bytes);
        }
      }),
    );
  });
});
