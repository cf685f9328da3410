import { checkAgain, checkCompressors, checkDecision, makeSubject, type Rig } from './laws.ts';
import { changeText, makeText } from './texts.ts';
import { checkRequest, checkStreams } from './wires.ts';

/** One text in so many also stands in requests, and one in so many is compressed once more. */
const REQUESTS = 6;
const AGAIN = 6;

/**
 * Everything that is checked with the text of a number.
 * @returns its characters
 * @throws when a law is broken
 */
export function checkNumber(number: number, corpus: readonly string[], rig: Rig): number {
  const subject = makeSubject(number, corpus);
  const { text } = subject;
  const made = checkCompressors(subject, rig);
  checkDecision(subject, rig);
  checkStreams(subject, rig);
  if (number % REQUESTS === 0) {
    const changed = changeText(text, number, corpus);
    checkRequest([text, makeText(number + 1, corpus), text, changed], number, rig);
  }
  if (number % AGAIN === 1) checkAgain(subject, made, rig);
  return text.length;
}
