import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { parseVocabulary } from '../lib/bpe.ts';
import { estimateTokens } from './estimate.ts';
import { endOfPiece } from './pieces.ts';

/** Counts tokens by OpenAI's o200k vocabulary. Anthropic's is not public: the ledger calibrates against reported usage. */
export interface Tokens {
  /** Exact count, about 50 MB/s. */
  count(text: string): number;
  /**
   * Exact up to 16 kB; beyond that the estimate, calibrated on sixteen exactly counted windows of the same text
   * (median error under 1 %, at a tenth of the time). Deterministic.
   */
  measure(text: string): number;
  /** Estimate from character classes, about eight times faster; typically within 4 %, 90 % of texts within 10 %. */
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
