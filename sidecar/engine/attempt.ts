import { digest } from '../lib/hash.ts';
import { splitCaptions } from './captions.ts';
import { compressors as family } from './compressors/index.ts';
import { isEditable, readNumberedFile } from './editable.ts';
import { formatMarker } from './marker.ts';
import { isCrlf } from './newlines.ts';
import { narrowHint, type Part, splitParts } from './parts.ts';
import type { Tokens } from './tokens.ts';
import type { Compressed, Compressor, Goal, Kept, KeptReason, Policy, Source } from './types.ts';

/** Everything that a decision needs besides its source. */
export interface Kit {
  readonly tokens: Tokens;
  readonly policy: Policy;
  /** Tried when no member of the family gained: see second.ts. */
  readonly last?: Compressor;
}

/** A shorter text as it would be sent. */
export interface Candidate {
  readonly text: string;
  readonly by: readonly string[];
  readonly lossy?: NonNullable<Compressed['lossy']>;
  readonly tokens: number;
}

const compressors: readonly Compressor[] = family;

/**
 * Below this many characters (about 50 tokens) no fold was ever seen to repay its marker and the risk. Not to be lowered:
 * running conversations rely on it, see worker/book.ts.
 */
export const MIN_CHARS = 200;
/** An edit must remove at least this share of the tokens, and at least this many: less is noise against a changed text. */
const MIN_SHARE = 0.03;
const MIN_TOKENS = 8;
/** Leaving things out must save this share more than folding alone, or everything stays readable. */
const MIN_LOSSY_SHARE = 0.07;
/** What leaves so little is not weighed against folding alone: no fold was seen to come near, and trying costs as much again. */
const CLEAR_LOSSY_SHARE = 0.2;
/** Measured gains below this share are counted exactly before they are believed: measuring may be off by some percent. */
const DOUBTFUL_SHARE = 0.15;
/** A shape is tried only when its compressor is this sure. */
const MIN_SCORE = 0.5;

/**
 * One walk through the stages: clean, then the shape that fits best, else folds. The output of several commands is
 * taken apart first; each part walks alone, and what was left out is told once for the whole.
 */
export class Attempt {
  readonly faults: string[] = [];
  /** Ids of the compressors that worked on the text, gained or not. */
  readonly tried = new Set<string>();
  /** Tokens of the source. */
  before = 0;
  private isExact = false;
  private digest: string | null = null;
  private readonly estimates = new Map<string, number>();
  private readonly source: Source;
  private readonly kit: Kit;
  private readonly isPart: boolean;
  private readonly isCode: boolean;

  constructor(source: Source, kit: Kit, isPart = false) {
    this.source = source;
    this.kit = kit;
    this.isPart = isPart;
    this.isCode = isEditable(source.text, source.hint);
  }

  /** The best of what gains enough; null when the text goes as it came. Never throws. */
  run(): Candidate | null {
    const { text, hint } = this.source;
    const parts = this.isPart ? null : splitParts(text, hint, this.isCode);
    // Most code stays whole: it is not even measured.
    if (parts === null && this.isCode && this.stage('shape', text).length === 0) return null;
    this.before = this.kit.tokens.measure(text);
    const joined = parts === null ? null : this.joinParts(parts);
    const found = joined ?? this.walk(text);
    if (this.isCode || (found !== null && this.hasShape(found))) return found;
    const inside = this.walkInside(text);
    // A shape knows the text; a fold is only shorter.
    return inside !== null && this.hasShape(inside) ? inside : better(found, inside);
  }

  /** Content address of the source. */
  get name(): string {
    this.digest ??= this.source.name ?? digest(this.source.text);
    return this.digest;
  }

  /** Why the text stays, once run() found nothing. */
  reason(): KeptReason {
    if (this.faults.length > 0) return 'fault';
    return this.isCode ? 'code' : 'no-gain';
  }

  private walk(text: string): Candidate | null {
    let cleaned = text;
    const cleaners: string[] = [];
    for (const one of this.stage('clean', cleaned)) {
      const result = this.apply(one, cleaned, true);
      if (result === null) continue;
      cleaned = result.text;
      cleaners.push(one.id);
    }
    const { canStore, gentle = [] } = this.kit.policy;
    let best: Candidate | null = null;
    for (const one of this.stage('shape', cleaned)) {
      const lossless = this.source.isError || !canStore || gentle.includes(one.id);
      best = this.shape(one, cleaned, cleaners, lossless);
      if (best !== null) break; // the surest compressor that gains wins: a weaker guess must not overrule it by being shorter
    }
    if (cleaners.length > 0 && !(best !== null && this.isClearlyShorter(best, cleaned))) {
      best = better(this.weigh({ text: cleaned }, cleaners), best);
    }
    if (best === null || best.by.length === cleaners.length) {
      for (const one of this.stage('fold', cleaned)) {
        const result = this.apply(one, cleaned, true);
        if (result !== null) best = better(best, this.weigh(result, [...cleaners, one.id]));
      }
    }
    return best ?? this.tryLast(text);
  }

  /** Whether a compressor that knows the whole text has worked on it. */
  private hasShape({ by }: Candidate): boolean {
    return compressors.some(({ id, stage, isPartial }) => stage === 'shape' && isPartial !== true && by.includes(id));
  }

  /**
   * Where the whole fits no shape: its inside, without the lines that are said about it; else the same with plain newlines,
   * or without the numbers that a tool for files puts in front of the lines.
   */
  private walkInside(text: string): Candidate | null {
    const parts = this.isPart ? null : splitCaptions(text);
    if (parts !== null) return this.joinParts(parts);
    if (isCrlf(text)) {
      return this.walkAs(text.replaceAll('\r\n', '\n'), (shorter) => shorter.replaceAll('\n', '\r\n'));
    }
    const contents = readNumberedFile(text, this.source.hint)?.contents;
    if (contents === undefined) return null;
    // "12: text": the blank is the tool's.
    const isApart = contents.every((line) => line === '' || line.startsWith(' '));
    return this.walkAs((isApart ? contents.map((line) => line.slice(1)) : contents).join('\n'), (shorter) => shorter);
  }

  /** Another form of the source. @param back makes what is sent of what became of it */
  private walkAs(form: string, back: (shorter: string) => string): Candidate | null {
    const { hint, isError } = this.source;
    const attempt = new Attempt({ text: form, hint, isError }, this.kit, true);
    const inner = attempt.run();
    for (const id of attempt.tried) this.tried.add(id);
    this.faults.push(...attempt.faults);
    if (inner === null || !this.hasShape(inner)) return null;
    return this.weigh({ text: back(inner.text), ...(inner.lossy && { lossy: inner.lossy }) }, inner.by);
  }

  /** A compressor that comes in only where the family found nothing; what it makes is weighed like everything else. */
  private tryLast(text: string): Candidate | null {
    const { last, policy } = this.kit;
    if (last === undefined || this.isCode || this.isPart) return null;
    const { canStore, gentle = [] } = policy;
    return this.shape(last, text, [], this.source.isError || !canStore || gentle.includes(last.id));
  }

  /** What cleaning alone takes out is mostly little, and would have to be counted exactly: not where a shape took out far more. */
  private isClearlyShorter({ tokens }: Candidate, cleaned: string): boolean {
    return tokens < this.kit.tokens.measure(cleaned) * (1 - DOUBTFUL_SHARE);
  }

  private joinParts(parts: readonly Part[]): Candidate | null {
    const { hint, isError } = this.source;
    const by = new Set<string>();
    const left: Kept[] = [];
    let text = '';
    for (const part of parts) {
      let shorter = part.text;
      if (part.kind !== 'title' && part.text.length >= MIN_CHARS) {
        const attempt = new Attempt({ text: part.text, hint: narrowHint(hint, part), isError }, this.kit, true);
        const candidate = attempt.run();
        this.faults.push(...attempt.faults);
        for (const id of attempt.tried) this.tried.add(id);
        if (candidate !== null) {
          shorter = part.text.endsWith('\n') && !candidate.text.endsWith('\n') ? `${candidate.text}\n` : candidate.text;
          for (const id of candidate.by) by.add(id);
          if (candidate.lossy !== undefined) left.push(candidate.lossy);
        }
      }
      text += shorter;
    }
    if (by.size === 0) return null;
    return this.weigh({ text, ...(left.length > 0 && { lossy: addUp(left, text.length, this.source.text.length) }) }, [
      ...by,
    ]);
  }

  private stage(stage: Compressor['stage'], text: string): Compressor[] {
    const scored: { one: Compressor; score: number }[] = [];
    const { off = [] } = this.kit.policy;
    for (const one of compressors) {
      if (one.stage !== stage || (one.forCode ?? false) !== this.isCode || off.includes(one.id)) continue;
      const score = this.guard(one, () => one.score(text, this.source.hint)) ?? 0;
      if (score >= MIN_SCORE) scored.push({ one, score });
    }
    return scored.sort((a, b) => b.score - a.score).map(({ one }) => one);
  }

  /** The lossy form where it is worth more than the lossless one, else the lossless one. */
  private shape(one: Compressor, text: string, cleaners: readonly string[], lossless: boolean): Candidate | null {
    const by = [...cleaners, one.id];
    const result = this.apply(one, text, lossless);
    const candidate = result && this.weigh(result, by);
    if (candidate === null || candidate.lossy === undefined) return candidate;
    if (candidate.tokens < this.before * CLEAR_LOSSY_SHARE) return candidate;
    const folded = this.apply(one, text, true);
    const whole = folded && this.weigh(folded, by);
    if (whole !== null && whole.tokens - candidate.tokens < this.before * MIN_LOSSY_SHARE) return whole;
    return candidate;
  }

  private apply(one: Compressor, text: string, lossless: boolean): Compressed | null {
    const { tokens } = this.kit;
    this.tried.add(one.id);
    const goal: Goal = { lossless, count: (part) => tokens.count(part), estimate: (part) => this.estimate(part) };
    const result = this.guard(one, () => one.compress(text, this.source.hint, goal));
    if (result === null) return null;
    const { text: shorter, lossy } = result;
    const breaksLaw =
      shorter === '' || (lossless && lossy !== undefined) || (!shorter.isWellFormed() && text.isWellFormed());
    if (breaksLaw) {
      this.faults.push(one.id);
      return null;
    }
    return shorter === text ? null : result;
  }

  /** Compressors ask for the same long texts again and again: the source, and their own lossless form. */
  private estimate(text: string): number {
    if (text.length < MIN_CHARS * 10) return this.kit.tokens.estimate(text);
    const known = this.estimates.get(text);
    if (known !== undefined) return known;
    const made = this.kit.tokens.estimate(text);
    this.estimates.set(text, made);
    return made;
  }

  private guard<T>(one: Compressor, work: () => T): T | null {
    try {
      return work();
    } catch {
      this.faults.push(one.id); // fail open: the text goes as it came, the fault is counted
      return null;
    }
  }

  /** The candidate as it would be sent, marker included; null when it does not gain enough. */
  private weigh({ text, lossy }: Compressed, by: readonly string[]): Candidate | null {
    const { tokens } = this.kit;
    const sent = lossy === undefined || this.isPart ? text : this.mark(text, lossy);
    if (sent.length >= this.source.text.length * 2) return null;
    let count = tokens.measure(sent);
    const gain = this.before - count;
    if (gain < this.before * -DOUBTFUL_SHARE) return null;
    if (gain < this.before * DOUBTFUL_SHARE) {
      if (!this.isExact) this.before = tokens.count(this.source.text);
      this.isExact = true;
      count = tokens.count(sent);
    }
    if (this.before - count < Math.max(MIN_TOKENS, this.before * MIN_SHARE)) return null;
    return { text: sent, by, tokens: count, ...(lossy && { lossy }) };
  }

  private mark(text: string, lossy: Kept): string {
    const ended = text.endsWith('\n') ? text : `${text}\n`;
    return `${ended}${formatMarker(lossy, this.name, this.kit.policy.originalsDir)}`;
  }
}

/** What is left out of several parts, in the unit that they share; else in characters of the whole. */
function addUp(left: readonly Kept[], shown: number, total: number): Kept {
  const { unit } = left[0]!;
  if (left.some((one) => one.unit !== unit)) return { unit: 'characters', shown, total };
  const sum = (pick: (one: Kept) => number) => left.reduce((all, one) => all + pick(one), 0);
  return { unit, shown: sum((one) => one.shown), total: sum((one) => one.total) };
}

function better(one: Candidate | null, other: Candidate | null): Candidate | null {
  if (one === null || other === null) return one ?? other;
  return other.tokens < one.tokens ? other : one;
}
