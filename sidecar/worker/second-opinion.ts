import { decide, isForSecond, type Kit, makeSecond, type Outcome, SECOND } from '../engine/index.ts';
import type { Decision, Source } from '../engine/types.ts';
import { Lru } from '../lib/lru.ts';
import type { DecisionMemo } from './book.ts';

/** A text that the second engine is asked about. */
export interface Question {
  /** Names the text and all that its decision depends on. */
  readonly key: string;
  readonly text: string;
  readonly question: string;
}

/** In characters. Shorter texts do not repay the time; longer ones would take too much of it. */
const LEAST_CHARS = 2000;
const MOST_CHARS = 200_000;
/** Questions of one request; the engine answers one after the other. */
const MOST_QUESTIONS = 4;
const MEMO_CHARS = 2 * 1024 * 1024;
const ANSWERS_CHARS = 4 * 1024 * 1024;
/** Raised whenever an answer would be used otherwise. */
const VERSION = 1;

/**
 * Lets another engine speak about new texts that ours leaves whole. It takes its time and may die, so it never decides while a
 * request is walked through: a first walk notes what to ask, a second one uses what was answered in time. What it led to
 * is on disk before it is sent and holds from then on, with the engine or without it; a text that was sent without it stays so.
 */
export class SecondOpinion {
  private readonly lasting: DecisionMemo;
  private readonly memo = new Lru<string, Decision>(MEMO_CHARS, (one) => 200 + (one.text?.length ?? 0));
  private readonly answers = new Lru<string, string>(ANSWERS_CHARS, (answer) => 100 + answer.length);
  private readonly prepare: () => boolean;
  private wanted = new Map<string, Question>();

  /** @param prepare whether a question would be answered now; when not, it sees to that for the next time */
  constructor(lasting: DecisionMemo, prepare: () => boolean) {
    this.lasting = lasting;
    this.prepare = prepare;
  }

  /** True while this walk is only a rehearsal: nothing of it may be written down. */
  get isWaiting(): boolean {
    return this.wanted.size > 0;
  }

  /** What the walk that has just ended wants to know. */
  takeQuestions(): readonly Question[] {
    const questions = [...this.wanted.values()];
    this.wanted = new Map();
    return questions;
  }

  noteAnswer(key: string, answer: string): void {
    this.answers.set(key, answer);
  }

  /**
   * @param outcome what ours says
   * @param about its key, whether it has never been sent, and whether the engine may be asked in this walk
   */
  improve(
    outcome: Outcome,
    source: Source,
    kit: Kit,
    { key, isNew, mayAsk }: { key: string; isNew: boolean; mayAsk: boolean },
  ): Outcome {
    const { text, hint, isError } = source;
    if (outcome.decision.reason !== 'no-gain' || isError || !kit.policy.canStore) return outcome;
    if (text.length < LEAST_CHARS || text.length > MOST_CHARS || kit.policy.gentle?.includes(SECOND)) return outcome;
    if (!isForSecond(text)) return outcome;
    const known = this.recall(key);
    if (known !== null) return { decision: known, original: text, faults: [] };
    if (!isNew) return outcome;
    const answer = this.answers.get(key);
    if (answer !== undefined) return this.adopt(answer, source, kit, key) ?? outcome;
    if (!mayAsk || this.wanted.size >= MOST_QUESTIONS || !this.prepare()) return outcome;
    this.wanted.set(key, { key, text, question: hint.question });
    return outcome;
  }

  /** Null when nothing is gained, or when it could not be kept up in later turns. */
  private adopt(answer: string, source: Source, kit: Kit, key: string): Outcome | null {
    const outcome = decide(source, { ...kit, last: makeSecond(answer) });
    if (outcome.decision.lossy === undefined) return null;
    this.lasting.put(nameRow(key), JSON.stringify(outcome.decision));
    if (!this.lasting.flush()) return null;
    this.memo.set(key, outcome.decision);
    return outcome;
  }

  private recall(key: string): Decision | null {
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const written = this.lasting.get(nameRow(key));
    if (written === null) return null;
    const decision = JSON.parse(written) as Decision;
    this.memo.set(key, decision);
    return decision;
  }
}

function nameRow(key: string): string {
  return `${SECOND} ${VERSION} ${key}`;
}
