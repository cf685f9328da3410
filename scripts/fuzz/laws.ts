import type { Tokens } from '../../sidecar/engine/index.ts';
import { compressors, decide, findTerms } from '../../sidecar/engine/index.ts';
import type { Compressed, Compressor, Goal, Hint, Policy } from '../../sidecar/engine/types.ts';
import { digest } from '../../sidecar/lib/hash.ts';
import { Dice } from './dice.ts';
import type { Tally } from './tally.ts';
import { makeText } from './texts.ts';

const COMMANDS = [
  '',
  'npm test',
  'rg call src',
  'cat a.log',
  'cat src/a.ts',
  'kubectl get pods -o yaml',
  'git diff',
  'git diff --stat',
  'make; echo "--- next"; cat b.csv',
  'curl -s x.io',
  'ls -R',
];
const QUESTIONS = [
  '',
  'why does worker-7 fail?',
  'When was the error, and what are name and message of 12?',
  'How does `alpha` work?',
  'How does `f14` get what `call` returns?',
];
const PLAIN: Policy = { mode: 'cache', canStore: true, originalsDir: '~/o' };
/** The plain one more often than the others. */
const POLICIES: readonly Policy[] = [
  ...[PLAIN, PLAIN, PLAIN],
  { ...PLAIN, mode: 'token' },
  { ...PLAIN, canStore: false },
  { ...PLAIN, gentle: compressors.map(({ id }) => id) },
  { ...PLAIN, off: ['json', 'log'] },
];
/** A compressor that is less sure is not asked by the engine; it is tried here in one way only. */
const SURE = 0.5;

/** Raised for a text that breaks a law, or takes too long. */
export class BrokenLaw extends Error {}

/** Milliseconds of processor time that one call may take for a text of at most 200,000 characters. */
export const HANG_MS = 1000;

/** A text under test; the same for the same number. */
export interface Subject {
  readonly number: number;
  readonly text: string;
  readonly hint: Hint;
}

/** What texts are tested with. */
export interface Rig {
  readonly tokens: Tokens;
  readonly tally: Tally;
}

export function makeSubject(number: number, corpus: readonly string[]): Subject {
  return { number, text: makeText(number, corpus), hint: makeHint(number) };
}

/** A hint that goes with the number of a text. */
export function makeHint(number: number): Hint {
  const dice = new Dice(number ^ 0x5eed);
  const command = dice.pick(COMMANDS);
  const question = dice.pick(QUESTIONS);
  return {
    tool: dice.pick(['Bash', 'Read', 'Grep', 'WebFetch', '']),
    command,
    path: dice.once(6) ? 'src/a.ts' : '',
    question,
    terms: findTerms(question, command),
  };
}

/**
 * Every compressor alone: no throw, no hang, nothing left out when told so, gaps counted.
 * @returns what each of them made, by its name; for the same subject always the same
 */
export function checkCompressors({ number, text, hint }: Subject, { tokens, tally }: Rig): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const one of compressors) {
    const score = timed(one.id, () => one.score(text, hint));
    if (!(score >= 0 && score <= 1)) throw new BrokenLaw(`${one.id}: a score of ${score}`);
    const isSure = score >= SURE;
    tally.add(`${one.id} tried`);
    if (isSure) tally.add(`${one.id} sure`);
    for (const lossless of isSure ? [true, false] : [number % 2 === 0]) {
      const result = checkOne(one, { text, hint, lossless }, tokens);
      made.set(`${one.id}, lossless ${lossless}, ${score}`, result === null ? '' : JSON.stringify(result));
      if (result !== null) tally.add(`${one.id} ${result.lossy === undefined ? 'folded' : 'shortened'}`);
    }
  }
  return made;
}

/** The same again, after whatever else was done with the processor in between. */
export function checkAgain(subject: Subject, made: ReadonlyMap<string, string>, rig: Rig): void {
  for (const [name, text] of checkCompressors(subject, rig))
    if (made.get(name) !== text) throw new BrokenLaw(`${name}: not the same twice`);
}

interface Call {
  readonly text: string;
  readonly hint: Hint;
  readonly lossless: boolean;
}

function checkOne(one: Compressor, { text, hint, lossless }: Call, tokens: Tokens): Compressed | null {
  const goal: Goal = { lossless, count: (part) => tokens.count(part), estimate: (part) => tokens.estimate(part) };
  const result = timed(one.id, () => one.compress(text, hint, goal));
  if (result === null) return null;
  const { lossy } = result;
  if (result.text === '') throw new BrokenLaw(`${one.id}: an empty text`);
  if (!result.text.isWellFormed() && text.isWellFormed()) throw new BrokenLaw(`${one.id}: a broken character`);
  if (lossless && lossy !== undefined) throw new BrokenLaw(`${one.id}: left something out when told not to`);
  if (lossy !== undefined && !(lossy.shown >= 0 && lossy.shown < lossy.total)) {
    throw new BrokenLaw(`${one.id}: ${lossy.shown} of ${lossy.total} ${lossy.unit} shown`);
  }
  return result;
}

/** The engine as a whole: shorter or untouched, the source kept whenever something is left out, no fault. */
export function checkDecision({ number, text, hint }: Subject, { tokens, tally }: Rig): void {
  const dice = new Dice(number ^ 0xdec1);
  const isError = dice.once(3);
  const policy = dice.pick(POLICIES);
  const { decision, original, faults } = timed('decide', () => decide({ text, hint, isError }, { tokens, policy }));
  tally.add(`decide ${decision.reason ?? (decision.lossy === undefined ? 'folded' : 'shortened')}`);
  if (faults.length > 0) throw new BrokenLaw(`decide: faults of ${faults.join()}`);
  if (decision.text === null) return;
  if (decision.tokensAfter >= decision.tokensBefore) throw new BrokenLaw('decide: no gain');
  if ((decision.lossy === undefined) !== (original === undefined))
    throw new BrokenLaw('decide: source and gap do not agree');
  if (original !== undefined && (original !== text || decision.originalId !== digest(text))) {
    throw new BrokenLaw('decide: another source');
  }
  const mayLose = !isError && policy.canStore && policy.gentle === undefined;
  if (!mayLose && decision.lossy !== undefined) throw new BrokenLaw('decide: shortened with loss where nothing may go');
  if (decision.by.some((id) => policy.off?.includes(id))) throw new BrokenLaw('decide: what is switched off was used');
}

/**
 * What a call gives; it may not take too long. The clock is looked at first, because asking for processor time takes
 * longer than most calls; what seems slow is measured again before it is believed: the machine may be busy.
 * @param work is called again when it seems slow
 */
export function timed<T>(what: string, work: () => T): T {
  const started = performance.now();
  let result = work();
  if (performance.now() - started <= HANG_MS) return result;
  for (let tries = 0; ; tries++) {
    const before = process.cpuUsage();
    result = work();
    const { user } = process.cpuUsage(before);
    if (user / 1000 <= HANG_MS) return result;
    if (tries === 2) throw new BrokenLaw(`${what}: took ${(user / 1000).toFixed(0)} ms`);
  }
}
