import type { Hint } from '../types.ts';
import type { HitLine } from './hits.ts';

/** What the person wants from a search, read from the question and the tool call. */
export interface Asked {
  /** Identifiers of the question that the search looked for, lower case; empty when the search is exploratory. */
  readonly symbols: ReadonlySet<string>;
  /** Identifiers of the question that look like code, whatever the search looked for, lower case. */
  readonly named: ReadonlySet<string>;
  /** Words whose presence in a path makes a file interesting, lower case. */
  readonly words: ReadonlySet<string>;
  /** Folders as people write them ("jsx/dom", "trie-router"), lower case. */
  readonly places: ReadonlySet<string>;
  /** Kinds of hits that the question asks for although they are usually beside the point. */
  readonly wants: {
    readonly test: boolean;
    readonly doc: boolean;
    readonly import: boolean;
    readonly comment: boolean;
  };
}

const IDENTIFIER = /[A-Za-z_$][\w$]{2,79}/g;
const PLACE = /[\w.]{1,80}(?:[/-][\w.]{1,80}){1,7}/g;
const PARTS = /[A-Z]?[a-z]{3,}|[A-Z]{3,}|[a-z]{3,}/g;
/** Share of the hits that must carry a word before it is taken for what was searched. */
const SEARCHED_SHARE = 0.9;
const SAMPLE = 200;
/** Of a minified line only the beginning is looked at. */
const SAMPLE_CHARS = 2_000;
const MAX_TERMS = 64;
const MAX_SYMBOLS = 12;
/** Only the first part of a question is read: pasted files are no question. */
const QUESTION_CHARS = 8_000;
const COMMAND_CHARS = 2_000;
const NOT_WANTED =
  /\b(?:non|no|not|outside|without|except|exclud\w*|ignor\w*|skip\w*|leave out|leaving out|apart from|other than|besides)\b/i;

/** Words that are in nearly every hit: the pattern, as far as it is plain text. */
function findSearched(hits: readonly HitLine[], terms: readonly string[]): string[] {
  const matches = hits.filter((hit) => hit.mark === ':');
  const step = Math.max(1, Math.floor(matches.length / SAMPLE));
  const sample: string[] = [];
  for (let at = 0; at < matches.length; at += step)
    sample.push(matches[at]?.text.slice(0, SAMPLE_CHARS).toLowerCase() ?? '');
  if (sample.length === 0) return [];
  return terms.slice(0, MAX_TERMS).filter((term) => {
    if (term.length < 3 || !/[a-z]/.test(term)) return false;
    let found = 0;
    for (const text of sample) if (text.includes(term)) found++;
    return found >= sample.length * SEARCHED_SHARE;
  });
}

/** Whether an identifier of a question looks like code: quoted, called, or spelled as prose never is. */
function isCodeLike(question: string, at: number, word: string): boolean {
  const before = question[at - 1] ?? ' ';
  const after = question[at + word.length] ?? ' ';
  return '`\'"'.includes(before) || after === '(' || /_|\d|[a-z][A-Z]/.test(word);
}

/** True when the question speaks of a kind of line and does not rule it out in the same sentence. */
function speaksOf(sentences: readonly string[], word: RegExp): boolean {
  return sentences.some((sentence) => word.test(sentence) && !NOT_WANTED.test(sentence.replace(/\bnon-/gi, 'non ')));
}

/** Reads what was asked for; looks at the hits only to learn what was searched. */
export function readAsked(hint: Hint, hits: readonly HitLine[]): Asked {
  const question = hint.question.slice(0, QUESTION_CHARS);
  // A long question may have filled the list of terms before the command was read.
  const inCommand = [...hint.command.slice(0, COMMAND_CHARS).matchAll(IDENTIFIER)].map((found) =>
    found[0].toLowerCase(),
  );
  const searched = findSearched(hits, [...new Set([...inCommand.slice(0, MAX_TERMS / 2), ...hint.terms])]);
  const symbols = new Set<string>();
  const named = new Set<string>();
  const words = new Set<string>();
  for (const found of question.matchAll(IDENTIFIER)) {
    const word = found[0].toLowerCase();
    if (isCodeLike(question, found.index, found[0])) {
      if (named.size < MAX_SYMBOLS) named.add(word);
      if (symbols.size < MAX_SYMBOLS && searched.some((term) => word.includes(term))) symbols.add(word);
    }
    if (word.length >= 4)
      for (const part of found[0].match(PARTS) ?? []) if (part.length >= 4) words.add(part.toLowerCase());
  }
  const sentences = question.split(/[.?!;\n]+/);
  return {
    symbols,
    named,
    words,
    places: new Set((question.match(PLACE) ?? []).map((place) => place.toLowerCase())),
    wants: {
      test: speaksOf(sentences, /\b(?:tests?|specs?)\b/i),
      doc: speaksOf(sentences, /\b(?:docs?|documentation|readme|changelog)\b/i),
      import: speaksOf(sentences, /\bimports?\b/i),
      comment: speaksOf(sentences, /\bcomments?\b/i),
    },
  };
}
