import type { DecisionMemo } from './book.ts';
import { builtIn, type DecidingEngine } from './decider.ts';
import { SecondEngine, type SecondLaunch } from './second-engine.ts';
import { SecondOpinion } from './second-opinion.ts';
import type { SecondStatus } from './types.ts';

/** All questions of one request together, in ms: within the time that the proxy gives new texts (200 ms). */
const DEADLINE_MS = 120;

/** The second engine and what it has to do with ours. */
export interface Second {
  /** Ours, with it. */
  readonly engine: DecidingEngine;
  /** Asks what the walk that has just ended wants to know; null when that is nothing. Never rejects. */
  findAnswers(): Promise<void> | null;
  close(): void;
}

/** Opens it; its process is started with the first question. */
export function openSecond(launch: SecondLaunch, memo: DecisionMemo, tell: (status: SecondStatus) => void): Second {
  const port = new SecondEngine(launch, tell);
  const opinion = new SecondOpinion(memo, () => port.prepare());
  return {
    engine: { ...builtIn, second: opinion },
    findAnswers() {
      const questions = opinion.takeQuestions();
      if (questions.length === 0) return null;
      return port.ask(questions, launch.deadlineMs ?? DEADLINE_MS).then((answers) => {
        for (const [key, answer] of answers) opinion.noteAnswer(key, answer);
      });
    },
    close: () => port.close(),
  };
}
