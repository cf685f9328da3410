import type { Texts } from './types.ts';

const letters: Readonly<Record<string, string>> = {
  ...{ a: 'á', c: 'ç', e: 'é', i: 'ï', l: 'ł', n: 'ñ', o: 'ö', s: 'š', t: 'ţ', u: 'ü', y: 'ý', z: 'ž' },
  ...{ A: 'Å', C: 'Ç', E: 'É', I: 'Î', N: 'Ñ', O: 'Ø', S: 'Š', T: 'Ţ', U: 'Û', Y: 'Ý' },
};
/** Translations of interfaces from English are about a third longer. */
const LONGER = 0.35;
const FILL = ' łöñgér äñd';
/** Commands in backticks and the goals of links stay what they are. */
const KEPT = /(`[^`]*`|\]\([^)]*\))/;

/** One sentence as a longer language might have it, in brackets that stand in no text of ours. */
export function makePseudoSentence(sentence: string): string {
  if (!/\p{L}/u.test(sentence)) return sentence;
  const said = sentence.split(KEPT).map((part, at) => (at % 2 === 1 ? part : part.replace(/[a-z]/gi, accent)));
  const more = Math.ceil(sentence.length * LONGER);
  return `⟦${said.join('')}${FILL.repeat(Math.ceil(more / FILL.length)).slice(0, more)}⟧`;
}

function accent(letter: string): string {
  return letters[letter] ?? letter;
}

/** The whole catalogue: texts, lists of them, and what functions give back. */
export function makePseudo(texts: Texts): Texts {
  return change(texts) as Texts;
}

function change(value: unknown): unknown {
  if (typeof value === 'string') return makePseudoSentence(value);
  if (Array.isArray(value)) return value.map(change);
  if (typeof value === 'function') return (...given: unknown[]) => change(value(...given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}
