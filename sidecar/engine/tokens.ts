import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { parseVocabulary } from '../lib/bpe.ts';
import { endOfPiece } from './pieces.ts';

/** Counts tokens by OpenAI's o200k vocabulary. Anthropic's is not public: the ledger calibrates against reported usage. */
export interface Tokens {
  /** Exact count, about 17 MB/s. */
  count(text: string): number;
  /**
   * Exact up to 16 kB; beyond that the estimate, calibrated on sixteen exactly counted windows of the same text
   * (median error under 1 %, at a tenth of the time). Deterministic.
   */
  measure(text: string): number;
  /** Estimate from character classes, about ten times faster; typically within 4 %, 90 % of texts within 10 %. */
  estimate(text: string): number;
}

/** @param vocabulary the bytes of o200k_base.tiktoken; takes about 80 ms and 6 MB */
export function createTokens(vocabulary: Uint8Array): Tokens {
  const o200k = parseVocabulary(vocabulary, { split: O200K_TOKEN_SPLIT_REGEX, endOfPiece });
  const count = (text: string): number => o200k.count(text);
  return { count, measure: (text) => measureTokens(text, count), estimate: estimateTokens };
}

const LONGEST_EXACT = 16 * 1024;
const WINDOWS = 16;
const WINDOW = 1024;

function measureTokens(text: string, count: (part: string) => number): number {
  if (text.length <= LONGEST_EXACT) return count(text);
  let exact = 0;
  let estimated = 0;
  const stride = (text.length - WINDOW) / (WINDOWS - 1);
  for (let i = 0; i < WINDOWS; i++) {
    const from = Math.floor(i * stride);
    const part = text.slice(from, from + WINDOW);
    exact += count(part);
    estimated += estimateTokens(part);
  }
  return Math.round(estimateTokens(text) * (exact / Math.max(1, estimated)));
}

/**
 * Weights per feature, fitted by least squares of the relative error on 2,464 windows of 6 kB of JSON, logs, search
 * hits, diffs, prose, code and HTML against the exact count (median error 4.2 %, 90th percentile 10.2 %).
 */
const PER_WORD = 0.965;
const PER_LETTER_BEYOND_6 = 0.18;
const PER_3_DIGITS = 1.406;
const PER_PUNCTUATION_RUN = 0.607;
const PER_FURTHER_PUNCTUATION = 0.239;
const PER_WIDE_SPACE = 1.256;
const PER_BEYOND_ASCII = 0.482;

/** See {@link Tokens.estimate}. One pass, no allocation. */
export function estimateTokens(text: string): number {
  let total = 0;
  const { length } = text;
  for (let i = 0; i < length; ) {
    const code = text.charCodeAt(i);
    const from = i;
    if (isLetter(code)) {
      let lower = code >= 97;
      for (i++; i < length; i++) {
        const next = text.charCodeAt(i);
        if (next >= 97 && next <= 122) lower = true;
        else if (lower || next < 65 || next > 90) break;
      }
      total += PER_WORD + Math.max(0, i - from - 6) * PER_LETTER_BEYOND_6;
    } else if (isDigit(code)) {
      while (++i < length && isDigit(text.charCodeAt(i)));
      total += Math.ceil((i - from) / 3) * PER_3_DIGITS;
    } else if (isSpace(code)) {
      while (++i < length && isSpace(text.charCodeAt(i)));
      if (i - from > 1 || code !== 32) total += PER_WIDE_SPACE;
    } else if (code > 127) {
      i++;
      total += PER_BEYOND_ASCII;
    } else {
      while (++i < length && text.charCodeAt(i) === code);
      const more = i;
      while (i < length && isPunctuation(text.charCodeAt(i))) i++;
      total += PER_PUNCTUATION_RUN + (i - more) * PER_FURTHER_PUNCTUATION;
    }
  }
  return Math.ceil(total);
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isPunctuation(code: number): boolean {
  return code > 32 && code < 127 && !isLetter(code) && !isDigit(code);
}
