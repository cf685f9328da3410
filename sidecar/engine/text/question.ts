import type { Hint } from '../types.ts';
import { splitSentences } from './sentences.ts';

/** Longer texts are tasks with material pasted in, not questions. */
const LONGEST_QUESTION = 4000;
const LONGEST_SENTENCE_WORDS = 90;
const MOST_ASKS = 16;

/** What makes a sentence a question, with its mark or without, in the languages people ask agents in. */
const ASKING =
  /[?？؟]|^(?:(?:and|but|so|in|at|on|by|for|to|of|from|with|under|during|after|before|since|until|about)\s+)?(?:what|which|who|whom|whose|when|where|why|how|wer|wann|warum|wie|wo|was|welche[rsmn]?|qui|quand|où|comment|pourquoi|quel(?:le)?s?|qué|quién|cuándo|dónde|cómo|cuál)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:what|who|whom|where|when|why)\.?$|什么|何|谁|誰|哪|多少|吗|か[。]?$|무엇|누구|언제|어디/iu;
/** Requests that read and do not change anything. */
const READING =
  /^(?:(?:please|now|then|also|first|next)[\s,]+)?(?:answer|read|look|see|find|search|tell|explain|describe|list|name|identify|state|quote|extract|check|consult|retrieve|using|use|based|according|given|in|from|with|here|there|the following|question)(?![\p{L}\p{N}])/iu;
/** Requests that change, make or run something, where a request begins. */
const CHANGING =
  /(?:^|[,;:]\s*|(?<![\p{L}\p{N}])(?:please|and|then|now|also|to|can you|could you|would you|will you|let's|lets|must|should|i want|you need)\s+)(?:(?:please|now|then|also|just|you|to|help me)\s+)*(?:fix|edit|change|modify|update|add|remove|delete|replace|rename|refactor|rewrite|reword|rephrase|correct|implement|create|write|build|make|generate|insert|append|merge|move|convert|format|reformat|translate|proofread|improve|clean|commit|push|deploy|install|run|apply|patch|port|migrate|draft|compose|copy|save|put|sort|split|shorten|extend|revise|polish|review)(?![\p{L}\p{N}])/iu;
/** A question that only wants to know: it is about the subject, not about what the reader or the agent should do. */
const PLAIN_QUESTION =
  /^(?!.*(?<![\p{L}\p{N}])(?:please|(?:can|could|would|will) you|(?:can|could|should|shall|must|do|may|might|would) (?:i|we)|help me|let's|why not|how about|what about)(?![\p{L}\p{N}])).*[?？؟]["'”’)]?$/iu;
/** What is asked about the whole text cannot be served by parts of it. */
const WHOLE =
  /(?<![\p{L}])(?:summar\w*|overview|tl;?dr|gist|outline|abstract|synopsis|recap|digest|key points?|main points?|main ideas?|takeaways?|highlights|themes?|translat\w*|proofread\w*|carefully|closely|thoroughly|in full|in detail|word for word|verbatim|(?:whole|entire|full|complete) (?:\w+ )?(?:text|document|file|page|article|report|paper|chapter|transcript|thing)|everything|memori[sz]e\w*|familiari[sz]e\w*|(?:ask|have) (?:\w+ ){0,4}(?:questions?|something|things) (?:\w+ ){0,4}(?:later|afterwards?|next|then)|(?:later|afterwards)|zusammenfass\w*|résum\w*|resum\w*)(?![\p{L}])|总结|概要|要約|翻译|翻訳|요약/iu;

/** Tools that look passages up by a query of their own. */
const LOOKS_UP = /search|retriev|query|look_?up|knowledge|(?<![a-z])(?:rag|kb)(?![a-z])/i;
/** A long task shares too many words with everything to tell what a search was after. */
const LONGEST_SHARED = 400;

/** Sentences and lines of what the user typed. */
function sentencesOf(question: string): string[] {
  return question
    .split('\n')
    .flatMap((line) => splitSentences(line, { from: 0, to: line.length }).map(({ from, to }) => line.slice(from, to)))
    .map((sentence) => sentence.replace(/^(?:[-*•]|\(?\d{1,3}[.):])\s*/, '').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/**
 * Whether the user only wants to know something, so that nothing of what is read has to be matched by an edit.
 * In doubt no: every sentence must be a question or a request to read.
 */
export function asksOnly(question: string): boolean {
  if (question.length > LONGEST_QUESTION || question.trim() === '') return false;
  const sentences = sentencesOf(question);
  let asks = 0;
  for (const sentence of sentences) {
    if (!PLAIN_QUESTION.test(sentence) && CHANGING.test(sentence)) return false;
    if (sentence.split(/\s+/).length > LONGEST_SENTENCE_WORDS) return false;
    if (ASKING.test(sentence)) asks++;
    else if (!READING.test(sentence)) return false;
    else if (!/[:：]$/.test(sentence)) asks++;
  }
  return asks > 0;
}

/** Whether the text as a whole is asked for: a summary, a translation, or questions that come later. */
export function wantsWhole(question: string): boolean {
  return WHOLE.test(question.slice(0, LONGEST_QUESTION));
}

/** Whether all that is read is read for the parts that answer the question: nothing will be matched by an edit, nothing is asked about the whole. */
export function asksForParts(question: string): boolean {
  return asksOnly(question) && !wantsWhole(question);
}

const NUMBER_ASKED =
  /(?<![\p{L}])(?:when|how (?:many|much|long|old|far|often|large|big|high|tall|deep|fast)|(?:what|which) (?:is the )?(?:year|date|day|month|century|decade|time|number|amount|percent\w*|share|price|cost|size|age)|wann|wie ?viele?|quand|combien|cuándo|cuánt[oa]s?)(?![\p{L}])|多少|几|何年|いつ/iu;

/** Whether the answer is likely a figure or a date. */
export function wantsNumber(question: string): boolean {
  return NUMBER_ASKED.test(question);
}

/**
 * The single questions that a text is read for; none when that is not known. A task to do says nothing about which
 * parts of a text it needs, a question and a search do.
 */
export function findAsks(hint: Hint): string[] {
  const { question } = hint;
  if (wantsWhole(question)) return [];
  const asked = asksOnly(question) ? sentencesOf(question).filter((one) => !/[:：]$/.test(one)) : [];
  if (hint.command === '' && LOOKS_UP.test(hint.tool)) {
    const lower = question.toLowerCase();
    const own = hint.terms.filter((term) => !lower.includes(term) && !term.includes('/') && !/\.\w{1,5}$/.test(term));
    if (own.length > 1) asked.push(own.join(' '));
    else if (asked.length === 0 && question.length <= LONGEST_SHARED) asked.push(hint.terms.join(' '));
  }
  return asked.slice(0, MOST_ASKS);
}
