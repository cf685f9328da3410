import { listCases, readCase } from '../lib/cases.ts';
import { root } from '../lib/project.ts';
import { Dice } from './dice.ts';
import { makeKind } from './kinds.ts';
import { PIECES } from './pieces.ts';

/**
 * Of a thousand texts so many have at most so many characters. What breaks a law is mostly small, and is found sooner among
 * many small ones; the longest show what grows too fast.
 */
const LENGTHS = [
  { texts: 5, chars: 200_000 },
  { texts: 35, chars: 20_000 },
  { texts: 200, chars: 5000 },
  { texts: 760, chars: 1200 },
] as const;
const CHARS_OF_A_LINE = 60;

/** The inputs of all golden cases: one text at least of every kind that the engine knows. */
export function readCorpus(): readonly string[] {
  return listCases(root).map((file) => readCase(file).input);
}

/** A text of the kind that tools print, or one that was damaged; the same for the same number. */
export function makeText(number: number, corpus: readonly string[]): string {
  const dice = new Dice(number);
  const room = drawLength(dice);
  let text = dice.once(2) ? makeKind(dice, 1 + dice.next(room / CHARS_OF_A_LINE)) : takeFrom(corpus, dice, room);
  const changes = dice.once(4) ? 0 : 1 + dice.next(6);
  for (let i = 0; i < changes; i++) text = mutate(text.slice(0, room), dice, { corpus, room });
  return text.slice(0, room);
}

/** The text with one change, as the next turn of a conversation may bring it. */
export function changeText(text: string, number: number, corpus: readonly string[]): string {
  return mutate(text, new Dice(number ^ 0xcafe), { corpus, room: 1000 });
}

function drawLength(dice: Dice): number {
  let at = dice.next(1000);
  for (const { texts, chars } of LENGTHS) {
    at -= texts;
    if (at < 0) return chars;
  }
  return LENGTHS.at(-1)!.chars;
}

/** A case as it is, or of one that is too long a stretch that begins with a line. */
function takeFrom(corpus: readonly string[], dice: Dice, room: number): string {
  const text = dice.pick(corpus);
  if (text.length <= room || dice.once(2)) return text;
  return text.slice(text.indexOf('\n', dice.next(text.length - room)) + 1);
}

interface Stuff {
  readonly corpus: readonly string[];
  /** Characters that may come in. */
  readonly room: number;
}

function mutate(text: string, dice: Dice, { corpus, room }: Stuff): string {
  const from = dice.next(text.length + 1);
  const to = Math.min(text.length, from + dice.next(dice.once(3) ? text.length : 200));
  const piece = text.slice(from, to);
  switch (dice.next(8)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, to) + fill(piece, 1 + dice.next(dice.once(9) ? 2000 : 9), room) + text.slice(to);
    case 2:
      return text.slice(0, from) + dice.pick(PIECES) + text.slice(dice.once(2) ? from : to);
    case 3:
      return text.slice(0, from) + fill(dice.pick(PIECES), 1 + dice.next(3000), room) + text.slice(to);
    case 4:
      return text.slice(0, from) + takeFrom(corpus, dice, room) + text.slice(from);
    case 5:
      return text.slice(to) + piece + text.slice(0, from);
    case 6:
      return text.replaceAll(dice.pick(['\n', ' ', '"', ',', ':']), dice.pick(PIECES));
    default:
      return `${takeFrom(corpus, dice, room)}\n${dice.once(2) ? '--- next\n' : ''}${text}`;
  }
}

/** A piece again and again, but no longer than there is room: a long one a thousand times would be most of a gigabyte. */
function fill(piece: string, times: number, room: number): string {
  return piece.repeat(Math.min(times, Math.ceil(room / Math.max(1, piece.length))));
}
