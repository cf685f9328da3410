import { findStamp } from '../log/stamp.ts';
import { readNumbered } from '../numbered.ts';
import { LEAST_PROSE, proseShare } from '../text/kind.ts';
import { asksOnly } from '../text/question.ts';

/** Shorter files may be notes or a few lines to send, which are edited; they cost little. */
const LEAST_CHARS = 4000;
/** Records are looked for in this much of the text, and there must be so many. */
const REACH = 40_000;
const LEAST_RECORDS = 20;
/** Traces and wrapped lines stand between the records of a log; records in JSON have a line each. */
const STAMPED_SHARE = 0.5;
const JSON_SHARE = 0.9;
/** A record begins with its time, behind a level or a name at most: in code and lists a time stands in quotes or behind a key. */
const BEFORE_STAMP = /^[\w\s[\]()<>./]{0,40}$/;

/** Where programs put what is needed once. */
const SCRATCH =
  /^(?:(?:\/private)?(?:\/var)?\/tmp\/|\/dev\/shm\/|\/var\/folders\/|\$\{?TMPDIR\}?\/|[a-z]:[\\/].{0,200}[\\/]temp[\\/])/i;
/** Names that people give to what a program printed: "build_output.txt", "test-results", "stdout.1". */
const PRINTED_NAME = /(?:^|[._-])(?:std(?:out|err)|out|err|output|logs?|results?|dump|trace)(?:[._-]|\d{0,4}$)/i;
/** Endings that tell nothing of what is in a file, or none. */
const PLAIN_NAME = /^[^.]+$|\.(?:te?xt|dat|data|tmp|output|response|results?|stdout|stderr|\d{1,5})$/i;

/**
 * Whether a file holds what a program has printed: by what stands in it – the records of a log, JSON line by line – or by
 * its place or name, unless the task names it and is about more than knowing. Nobody edits such a file by matching text.
 * @param looksLikeSource tells code by its look: scripts are written to scratch places, too
 */
export function isPrintedFile(
  text: string,
  { path, question }: { readonly path: string; readonly question: string },
  looksLikeSource: (text: string) => boolean,
): boolean {
  if (text.length < LEAST_CHARS) return false;
  if (holdsRecords(text) && !looksLikeSource(text)) return true;
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const isScratch = SCRATCH.test(path);
  const isPlain = PLAIN_NAME.test(name) || (isScratch && /\.json$/i.test(name));
  if (!isPlain || !(isScratch || PRINTED_NAME.test(name))) return false;
  if (question.includes(name) && !asksOnly(question)) return false;
  return !looksLikeSource(text) && proseShare(text) < LEAST_PROSE;
}

function holdsRecords(text: string): boolean {
  const lines = readNumbered(text.slice(0, REACH)).contents.filter((line) => line.trim() !== '');
  // The last one may be cut.
  const whole = text.length > REACH ? lines.slice(0, -1) : lines;
  const least = (share: number): number => Math.max(LEAST_RECORDS, whole.length * share);
  const json = whole.filter((line) => /^\s*\{\s*"/.test(line) && /\}\s*$/.test(line));
  return json.length >= least(JSON_SHARE) || whole.filter(beginsWithTime).length >= least(STAMPED_SHARE);
}

function beginsWithTime(line: string): boolean {
  const stamp = findStamp(line);
  return stamp !== null && BEFORE_STAMP.test(line.slice(0, stamp.at));
}
