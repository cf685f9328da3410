import { digest } from '../lib/hash.ts';
import { makeBrief } from './brief.ts';
import { DELTA } from './delta.ts';
import { isEditable, shownFile } from './editable.ts';
import { formatMarker, hasMarker, isRecall } from './marker.ts';
import { SAME } from './same.ts';
import type { Tokens } from './tokens.ts';
import type { Decision, Hint, Policy, Source } from './types.ts';

/** Stands in reports for an old copy of a file that was read again further down. */
export const STALE = 'stale';
/** Stands in reports for an old output of which only the most telling lines are left. */
export const BRIEF = 'brief';

/** A text of a conversation as it would be sent, in prompt order. */
export interface Packed {
  readonly source: Source;
  readonly decision: Decision;
  /** Running number of the tool result that holds it. */
  readonly result: number;
}

/** Results of the current question are old when so many have come since; those of earlier questions when fewer have. */
const OLD_RESULTS = 6;
const OLD_RESULTS_BEFORE = 2;
/** Below this many tokens nothing is packed: a marker costs thirty. */
const LEAST_TOKENS = 300;
/** What is left of an old output, at most. */
const BRIEF_SHARE = 0.3;
/** What is packed must save this share of what would be sent, or it stays: the reader loses the detail. */
const LEAST_SHARE = 0.4;
/** Share of an old copy that must be there in the newer one. */
const COVERED_SHARE = 0.6;

/**
 * What may be sent shorter when the provider holds nothing of a conversation any more, so that all of it is written
 * anew in any case: old copies of files that were read again, and old long outputs. Only what can be stored; never
 * results marked as errors, answers to recalls, or source code without a newer copy.
 * @returns decisions by index; the caller stores their originals before anything is sent
 */
export function planRepack(all: readonly Packed[], policy: Policy, tokens: Tokens): ReadonlyMap<number, Decision> {
  const plan = new Map<number, Decision>();
  const newest = all.at(-1);
  if (!policy.canStore || newest === undefined) return plan;
  const copies = findCopies(all);
  all.forEach((one, index) => {
    const { source, decision } = one;
    const copy = copies.get(index);
    // Of what was sent as a difference to another old copy, all would have to be sent when that copy goes.
    const weight = copy === undefined ? decision.tokensAfter : decision.tokensBefore;
    if (source.isError || weight < LEAST_TOKENS) return;
    if (isRecall(source.hint, policy.originalsDir) || hasMarker(source.text)) return;
    const packed =
      copy !== undefined
        ? pointOn(one, copy, policy)
        : isOld(one, newest) && !isEditable(source.text, source.hint)
          ? abridge(one, policy, tokens)
          : null;
    if (packed === null) return;
    const tokensAfter = tokens.count(packed.text);
    if (tokensAfter > weight * (1 - LEAST_SHARE)) return;
    const tokensBefore = decision.text === null ? tokens.measure(source.text) : decision.tokensBefore;
    plan.set(index, { ...packed, originalId: digest(source.text), tokensBefore, tokensAfter });
  });
  return plan;
}

function isOld({ result, source }: Packed, newest: Packed): boolean {
  const since = newest.result - result;
  const isAnswered = source.hint.question !== newest.source.hint.question;
  return since >= (isAnswered ? OLD_RESULTS_BEFORE : OLD_RESULTS);
}

/** The newest later copy of each file that stands whole by itself, by index of the older one. */
function findCopies(all: readonly Packed[]): ReadonlyMap<number, Packed> {
  const found = new Map<number, Packed>();
  const byFile = new Map<string, Packed[]>();
  for (let index = all.length - 1; index >= 0; index--) {
    const one = all[index]!;
    const { source, decision } = one;
    const file = source.isError || !isEditable(source.text, source.hint) ? '' : fileOf(source.hint);
    if (file === '') continue;
    const newer = byFile.get(file) ?? [];
    const copy = newer.find((each) => covers(each.source.text, source.text));
    if (copy !== undefined && copy.result > one.result) found.set(index, copy);
    // What stands for an earlier copy, or leaves lines out, replaces nothing.
    if (decision.lossy !== undefined || decision.by.includes(SAME) || decision.by.includes(DELTA)) continue;
    byFile.set(file, [...newer, one]);
  }
  return found;
}

function fileOf({ path, command }: Hint): string {
  return path || (command === '' ? '' : (shownFile(command) ?? ''));
}

/** Whether the newer text shows the same piece of the file, changed or not. */
function covers(newer: string, older: string): boolean {
  const [now, old] = [newer.split('\n'), older.split('\n')];
  const [there, numbers] = [readNumbers(now), readNumbers(old)];
  if ((there === null) !== (numbers === null)) return false;
  const known = new Set<number | string>(there ?? now);
  const wanted = numbers ?? old;
  return wanted.filter((one) => known.has(one)).length >= wanted.length * COVERED_SHARE;
}

const GUTTER = /^\s{0,8}(\d{1,7})(?:\t|→|[:|])/;
/** Share of the lines that show a number where a tool numbers them. */
const NUMBERED_SHARE = 0.6;

/** The numbers in front of the lines; null when they are not numbered. */
function readNumbers(lines: readonly string[]): readonly number[] | null {
  const numbers = lines.flatMap((line) => {
    const digits = GUTTER.exec(line)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return numbers.length >= lines.length * NUMBERED_SHARE ? numbers : null;
}

type Repacked = Pick<Decision, 'by' | 'lossy'> & { readonly text: string };

function pointOn({ source, result }: Packed, copy: Packed, { originalsDir }: Policy): Repacked {
  const total = source.text.split('\n').length;
  const below = copy.result - result;
  const place = below === 1 ? 'in the next tool result' : `${below} tool results below`;
  const lossy = { unit: 'lines', shown: 0, total };
  const text = `… ${total} lines; read again ${place}\n${formatMarker(lossy, digest(source.text), originalsDir)}`;
  return { text, by: [STALE], lossy };
}

/** Of what was shortened before, its short form is shortened further: it has been chosen with more care. */
function abridge({ source, decision }: Packed, { originalsDir }: Policy, tokens: Tokens): Repacked | null {
  const isShort = decision.lossy !== undefined;
  const sent = decision.text ?? source.text;
  const lines = isShort ? sent.slice(0, sent.lastIndexOf('\n')) : sent;
  const budget = decision.tokensAfter * BRIEF_SHARE;
  const brief = makeBrief(lines, source.hint, { budget, estimate: (text) => tokens.estimate(text) });
  if (brief === null) return null;
  const { shown, total } = brief;
  const lossy = { unit: decision.text === null ? 'lines' : 'lines of its short form', shown, total };
  const text = `${brief.text}\n${formatMarker(lossy, digest(source.text), originalsDir)}`;
  return { text, by: [...decision.by, BRIEF], lossy };
}
