import { compressors, decide, findTerms, type Kit } from '../../sidecar/engine/index.ts';
import type { Compressed, Compressor, Goal, Hint } from '../../sidecar/engine/types.ts';
import { digest } from '../../sidecar/lib/hash.ts';
import { Dice } from './dice.ts';

const COMMANDS = [
  '',
  'npm test',
  'rg call src',
  'cat a.log',
  'kubectl get pods -o yaml',
  'git diff',
  'make; echo "--- next"; cat b.csv',
  'curl -s x.io',
  'ls -R',
];
const QUESTIONS = [
  '',
  'why does worker-7 fail?',
  'When was the error, and what are name and message of 12?',
  'How does `alpha` work?',
];

/** Raised for a text that breaks a law, or takes too long. */
export class BrokenLaw extends Error {}

/** Milliseconds of processor time that one call may take for a text of at most 200,000 characters. */
export const HANG_MS = 1000;

/** A hint that goes with the number of a text. */
export function makeHint(number: number): Hint {
  const dice = new Dice(number ^ 0x5eed);
  const command = dice.pick(COMMANDS);
  const question = dice.pick(QUESTIONS);
  return {
    tool: dice.pick(['Bash', 'Grep', 'WebFetch', '']),
    command,
    path: '',
    question,
    terms: findTerms(question, command),
  };
}

/** Every compressor alone: no throw, no hang, the same twice, nothing left out when told so, gaps counted. */
export function checkCompressors(text: string, hint: Hint, tokens: Kit['tokens']): void {
  for (const one of compressors) {
    const score = timed(one.id, () => one.score(text, hint));
    if (!(score >= 0 && score <= 1)) throw new BrokenLaw(`${one.id}: a score of ${score}`);
    for (const lossless of [true, false]) checkOne(one, { text, hint, lossless }, tokens);
  }
}

interface Call {
  readonly text: string;
  readonly hint: Hint;
  readonly lossless: boolean;
}

function checkOne(one: Compressor, { text, hint, lossless }: Call, tokens: Kit['tokens']): void {
  const goal: Goal = { lossless, count: (part) => tokens.count(part), estimate: (part) => tokens.estimate(part) };
  const call = (): Compressed | null => one.compress(text, hint, goal);
  const result = timed(one.id, call);
  if (JSON.stringify(result) !== JSON.stringify(call())) throw new BrokenLaw(`${one.id}: not the same twice`);
  if (result === null) return;
  const { lossy } = result;
  if (result.text === '') throw new BrokenLaw(`${one.id}: an empty text`);
  if (!result.text.isWellFormed() && text.isWellFormed()) throw new BrokenLaw(`${one.id}: a broken character`);
  if (lossless && lossy !== undefined) throw new BrokenLaw(`${one.id}: left something out when told not to`);
  if (lossy !== undefined && !(lossy.shown >= 0 && lossy.shown < lossy.total)) {
    throw new BrokenLaw(`${one.id}: ${lossy.shown} of ${lossy.total} ${lossy.unit} shown`);
  }
}

/** The engine as a whole: shorter or untouched, the source kept whenever something is left out, no fault. */
export function checkDecision(text: string, hint: Hint, kit: Kit): void {
  for (const isError of [false, true]) {
    const { decision, original, faults } = timed('decide', () => decide({ text, hint, isError }, kit));
    if (faults.length > 0) throw new BrokenLaw(`decide: faults of ${faults.join()}`);
    if (decision.text === null) continue;
    if (decision.tokensAfter >= decision.tokensBefore) throw new BrokenLaw('decide: no gain');
    if ((decision.lossy === undefined) !== (original === undefined))
      throw new BrokenLaw('decide: source and gap do not agree');
    if (original !== undefined && (original !== text || decision.originalId !== digest(text))) {
      throw new BrokenLaw('decide: another source');
    }
    if (isError && decision.lossy !== undefined) throw new BrokenLaw('decide: an error was shortened with loss');
  }
}

/** What a call gives; it may not take too long. Measured again before it is believed: the machine may be busy. */
export function timed<T>(what: string, work: () => T): T {
  let result: T;
  for (let tries = 0; ; tries++) {
    const before = process.cpuUsage();
    result = work();
    const { user } = process.cpuUsage(before);
    if (user / 1000 <= HANG_MS) return result;
    if (tries === 2) throw new BrokenLaw(`${what}: took ${(user / 1000).toFixed(0)} ms`);
  }
}
