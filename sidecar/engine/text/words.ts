/**
 * Words that questions are made of and that say nothing about what is asked. The languages are those whose function
 * words are rare enough in a foreign text to pass for something telling.
 */
const COMMON = new Set(
  (
    'the a an and or but of to in on at by for with from into onto as is are was were be been being am do does did done doing has have had ' +
    'having will would shall should can could may might must not no nor so than then that this these those there here it its he she they ' +
    'them him her his hers their theirs we us our you your i me my mine who whom whose which what when where why how if while during also ' +
    'about after before between through over under up down out off again once all any both each few more most other some such only own same ' +
    'too very just s t d ll re ve m o kind type name called call known term used use many much one two document text passage following ' +
    'according give tell answer question questions please based whether et al ' +
    'der die das den dem des ein eine einer eines einem einen und oder aber ist sind war waren wird werden wurde wurden hat haben hatte ' +
    'nicht kein keine wer wie wann warum welche welcher welches wo von vom zu zum zur im am auf mit nach bei aus für über durch als auch ' +
    'le la les un une des du de et ou mais est sont était ont avait ne pas que qui quoi quand où comment pourquoi quel quelle quels quelles ' +
    'dans sur avec par pour au aux ce cette ces se son sa ses il elle ils elles ' +
    'el los las una unos unas y o pero es son era eran fue fueron ha han no qué quién cuándo dónde cómo por cuál del al en con para su sus'
  ).split(' '),
);

/** Whether a lower-case word carries no meaning of its own. */
export function isCommon(word: string): boolean {
  return COMMON.has(word);
}

/** Endings that change a word's role, not its subject; the longest that fits is cut, so "computation" meets "computing". */
const ENDINGS = (
  'ational ations ation ated ating ates ators ator ate ements ement ments ment ities ity nesses ness ically ical ives ive ions ion ings ing edly ed ers er ors or ' +
  'ies ied ally als al ly es s e y'
).split(' ');
/** What is left of a word must be long enough to mean something. */
const LEAST_STEM = 4;
const MARKS = /\p{M}+/gu;

/** The common form of a lower-case word: accents and one ending removed. Numbers stay as they are. */
export function stem(word: string): string {
  if (/^[\d.,]+$/.test(word)) return word;
  const plain = word.normalize('NFD').replace(MARKS, '');
  if (plain.length <= LEAST_STEM)
    return plain.endsWith('s') && plain.length === LEAST_STEM ? plain.slice(0, -1) : plain;
  const ending = ENDINGS.find((one) => plain.length - one.length >= LEAST_STEM && plain.endsWith(one));
  const rest = ending === undefined ? plain : plain.slice(0, -ending.length);
  if (rest.endsWith('i')) return `${rest.slice(0, -1)}y`;
  const last = rest.length - 1;
  return rest.length > LEAST_STEM && rest[last] === rest[last - 1] ? rest.slice(0, -1) : rest;
}

/** No word is longer than this: what is longer is data, and its beginning tells it apart. */
const LONGEST_WORD = 40;

/** Scripts written without spaces are read in pairs of signs. */
const SPACELESS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Numbers for words: every spelling of a word gets the number of its stem. */
export class Words {
  /** The first spelling that was met, by number. */
  readonly spellings: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<string, number>();

  /** Numbers of the telling words of a text, in order; words that carry no meaning are left out. */
  read(text: string): number[] {
    const found: number[] = [];
    for (const word of text.match(WORD) ?? []) {
      // Nothing of a script without spaces is ever in there.
      const known = this.known.get(word);
      if (known !== undefined) {
        if (known >= 0) found.push(known);
      } else if (SPACELESS.test(word)) for (const pair of pairsOf(word)) found.push(this.number(pair, pair));
      else {
        const cut = word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word;
        const number = this.known.get(cut) ?? this.learn(cut);
        if (number >= 0) found.push(number);
      }
    }
    return found;
  }

  get size(): number {
    return this.spellings.length;
  }

  private learn(word: string): number {
    const lower = word.toLowerCase();
    const number = isCommon(lower) && !isAcronym(word) ? -1 : this.number(stem(lower), word);
    this.known.set(word, number);
    return number;
  }

  private number(key: string, spelling: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.spellings.length);
    this.spellings.push(spelling);
    return this.spellings.length - 1;
  }
}

/** "US" and "IT" name something, "us" and "it" do not. */
function isAcronym(word: string): boolean {
  return word.length > 1 && word.length < 6 && word === word.toUpperCase() && word !== word.toLowerCase();
}

function pairsOf(word: string): string[] {
  const signs = [...word];
  if (signs.length === 1) return signs;
  return signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
}
