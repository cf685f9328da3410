import type { Tokens } from '../engine/index.ts';
import { Optimiser } from './optimise.ts';
import { makeSamples, makeTable, type Sample } from './warm-up-texts.ts';

/** Rounds after which V8 has compiled what is hot. */
const ROUNDS = 5;
/**
 * Tables of JSON need more of it: whoever asks for one asks for thousands of rows. Measured, the first of 1 MB took about 400 ms of
 * CPU behind the rounds alone, and 235 ms with these behind them.
 */
const TABLES = 16;

/**
 * Runs the engine over small requests of every common kind, so that the first real one does not pay for compiling it: measured, the
 * first 20 kB log took 60 ms, the second 9 ms. One request per call, for the caller to spread over idle time.
 * @returns steps to be called one after another
 */
export function makeWarmUp(tokens: Tokens): (() => void)[] {
  // One of its own: nothing of this is to be stored or remembered.
  const optimiser = new Optimiser(tokens, { put: (_, id) => ({ id }) });
  const steps: (() => void)[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const at of makeSamples(round).keys()) steps.push(() => run(optimiser, makeSamples(round)[at]!));
  }
  for (let round = 0; round < TABLES; round++) steps.push(() => run(optimiser, makeTable(round)));
  return steps;
}

function run(optimiser: Optimiser, { tool, input, question, text }: Sample): void {
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: tool, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: text }] },
  ];
  const job = { dialect: 'anthropic', mode: 'cache', originalsDir: '~/.headroom/originals', canStore: true } as const;
  const body = Buffer.from(JSON.stringify({ model: 'warm-up', messages }));
  optimiser.optimise(body, { ...job, conversation: '', suspended: [], pinned: [] }).blocks();
}
