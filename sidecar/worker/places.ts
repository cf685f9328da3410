import type { Conversation, Segment } from '../dialects/types.ts';
import { isEditable } from '../engine/index.ts';
import type { Hint } from '../engine/types.ts';
import { digest, digestOf } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import { link } from './book.ts';
import type { OptimiseJob } from './types.ts';

/** A segment with everything that its decision depends on. */
export interface Placed {
  readonly segment: Segment;
  /** Content address of its text. */
  readonly name: string;
  /** Names its text and everything known about it. */
  readonly source: string;
  /** Names all of this up to here; see worker/book.ts. */
  readonly chain: string;
  /** Running number of the tool result that holds it. */
  readonly result: number;
  /** Content address of the text, or of the end of it that a client put no head of its own on. */
  readonly nameOf: (text: string) => string;
  /** Whether the text is what an agent may be about to edit. */
  readonly isEditable: () => boolean;
}

/** Texts that something is known about, in characters: those of the largest conversation that is worth remembering. */
const KNOWN_CHARS = 16 * 1024 * 1024;

/**
 * Finds where the segments of a conversation stand. What is found out about a text is remembered by its hint: readers give
 * the same hint for the same call, and turn by turn the same strings, which cost nothing to compare. So only the texts that are
 * new in a turn are hashed.
 */
export class Places {
  /** By hint, but never for as long as hints live: one question may have been followed by thousands of calls. */
  private readonly known: Lru<Hint, Known>;

  /** @param capacity characters of texts that are remembered */
  constructor(capacity = KNOWN_CHARS) {
    this.known = new Lru(capacity, ({ text }) => 400 + text.length);
  }

  /** A conversation that no header names is known by its beginning. */
  findAll({ segments, blocks, fingerprint, session, model }: Conversation, job: OptimiseJob): Placed[] {
    const questions = new Map<string, string>();
    const isResult = blocks.map(({ kind }) => kind === 'tool-result');
    let result = 0;
    let block = 0;
    let chain = digestOf(job.conversation || `${session ?? ''} ${fingerprint}`, model);
    return segments.map((given) => {
      const segment = withTerms(given, job.terms);
      for (; block <= segment.block; block++) if (isResult[block]) result++;
      const known = this.find(segment, questions);
      chain = known.link(chain);
      const { name, source } = known;
      return { segment, name, source, chain, result, nameOf: known.nameOf, isEditable: known.isEditable };
    });
  }

  private find(segment: Segment, questions: Map<string, string>): Known {
    const { hint, isError } = segment;
    const known = this.known.get(hint);
    if (known?.isError === isError && known.text === segment.text) return known;
    // Most texts of a conversation share one question, which may be long.
    const question = questions.get(hint.question) ?? digest(hint.question);
    questions.set(hint.question, question);
    const found = new Known(segment, question);
    this.known.set(hint, found);
    return found;
  }
}

/** What is known about one text under its hint. */
class Known {
  readonly text: string;
  readonly isError: boolean;
  readonly name: string;
  readonly source: string;
  private readonly hint: Hint;
  private before = '';
  private chain = '';
  private end: { readonly length: number; readonly name: string } | null = null;
  private mayEdit: boolean | null = null;

  /** @param question digest of the hint's question */
  constructor({ text, isError, hint }: Segment, question: string) {
    this.text = text;
    this.isError = isError;
    this.hint = hint;
    this.name = digest(text);
    this.source = digest(
      JSON.stringify([this.name, isError, question, hint.tool, hint.command, hint.path, hint.terms]),
    );
  }

  link(before: string): string {
    if (this.before !== before) {
      this.before = before;
      this.chain = link(before, this.source);
    }
    return this.chain;
  }

  /** @param end a text that this one ends with */
  readonly nameOf = (end: string): string => {
    if (end.length === this.text.length) return this.name;
    if (this.end?.length !== end.length) this.end = { length: end.length, name: digest(end) };
    return this.end.name;
  };

  readonly isEditable = (): boolean => {
    this.mayEdit ??= isEditable(this.text, this.hint);
    return this.mayEdit;
  };
}

function withTerms(segment: Segment, terms: readonly string[] = []): Segment {
  if (terms.length === 0) return segment;
  return { ...segment, hint: { ...segment.hint, terms: [...new Set([...segment.hint.terms, ...terms])] } };
}
