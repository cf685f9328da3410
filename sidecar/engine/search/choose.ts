import type { Hint } from '../types.ts';
import { type Asked, readAsked } from './asked.ts';
import { type FileKind, fileKind } from './file-kinds.ts';
import type { HitLine } from './hits.ts';
import { findWord, isDefinitionOf, lineKind } from './line-kinds.ts';
import { findNearFiles } from './near-files.ts';

/** A hit with its worth (0: folds at once) and what it costs in tokens. */
interface Rated {
  readonly hit: HitLine;
  readonly worth: number;
  readonly cost: number;
}

/** Worth of a definition or a caller of what was asked for, and of a hit in a file that the question seems to be about. */
const MUST = 5;
/** From this worth on a hit of a search for a symbol stays; below it is folded with its line number. */
const STAYS_IN_FOCUS = 3;
/** Worth of hits beside the point in an exploratory search: they share a small budget. */
const SIDE = 1;
const NEAR_SIDE = 1.5;
/** Worth of a plain line of source in an exploratory search. */
const CODE = 3;
/** A line this long is minified or data: the agent cannot use it as a hit. */
const LONG_LINE = 1_000;
/** Hits of tests and documents that stay per file when nobody asked for a symbol. */
const SIDE_QUOTA = 2;
/** Of those whose path the question seems to be about, so many per file that each bring a word of their own. */
const NEAR_SIDE_QUOTA = 16;
const WORD = /[A-Za-z_]\w{3,79}/g;
/**
 * Tokens of hits that stay. Measured on agent sessions: lines that an agent edits straight from an exploratory search
 * begin to be lost below 3,000; a search for a symbol has rarely more than 1,000 tokens of callers.
 */
const EXPLORE_TOKENS = 2_800;
const SIDE_TOKENS = 700;
const FOCUS_TOKENS = 8_000;
/** The same line this many times is a habit of the project, which these first ones show. */
const CROWD = 4;
const OF_CROWD = 2;
/** Hits per file, tried in this order until the budget holds. */
const QUOTAS = [16, 8, 4, 2, 1] as const;
/** Line number, mark and newline of a hit. */
const LINE_TOKENS = 3;

const isBeside = (kind: FileKind, asked: Asked): boolean =>
  kind === 'generated' || (kind === 'test' && !asked.wants.test) || (kind === 'doc' && !asked.wants.doc);

const findSymbol = (text: string, symbols: ReadonlySet<string>): string | undefined => {
  const lower = text.toLowerCase();
  for (const symbol of symbols) if (findWord(lower, symbol) >= 0) return symbol;
  return undefined;
};

/** Worth of a hit when the search was for a symbol: definition and callers first. */
function rateInFocus(hit: HitLine, kind: FileKind, asked: Asked): number {
  const symbol = findSymbol(hit.text, asked.symbols);
  if (symbol === undefined) return 0;
  const beside = isBeside(kind, asked);
  const line = lineKind(hit.text, hit.path);
  if (line === 'comment') return !beside && asked.wants.comment ? STAYS_IN_FOCUS : 0;
  if (line === 'import') return !beside && asked.wants.import ? STAYS_IN_FOCUS : 0;
  if (isDefinitionOf(hit.text, symbol)) return kind === 'generated' ? STAYS_IN_FOCUS : MUST;
  return beside ? 0 : MUST - 1;
}

/** Worth of a hit when nobody named a symbol: source stays, what is beside it gets a quota per file. */
function rateInExploring(hit: HitLine, kind: FileKind, asked: Asked, isNear: boolean): number {
  if (kind === 'generated') return 0;
  const beside = isBeside(kind, asked) || kind === 'data';
  if (isNear) return beside ? NEAR_SIDE : MUST;
  if (beside) return SIDE;
  const line = lineKind(hit.text, hit.path);
  if (line !== 'definition' && line !== 'code') return 2;
  // Of a search with words that nobody told, this is the answer.
  if (findSymbol(hit.text, asked.named) !== undefined) return MUST;
  return line === 'definition' ? CODE + 1 : CODE;
}

/** Keeps at most `quota` hits of each file, the worthiest first, and every hit that must stay. */
function thinOut(rated: readonly Rated[], quota: number): Rated[] {
  const byFile = new Map<string, Rated[]>();
  for (const one of rated) {
    const list = byFile.get(one.hit.path);
    if (list === undefined) byFile.set(one.hit.path, [one]);
    else list.push(one);
  }
  return [...byFile.values()].flatMap((list) =>
    (list.length > quota ? list.toSorted((a, b) => b.worth - a.worth) : list).filter(
      // What a file defines tells more of it than what it uses: twice as many of those stay.
      (one, rank) => rank < (one.worth > CODE ? 2 : 1) * quota || one.worth >= MUST,
    ),
  );
}

const sumCosts = (rated: readonly Rated[]): number => rated.reduce((sum, one) => sum + one.cost, 0);

/** Thins file by file until the budget holds; if one hit per file is still too much, the worthiest and first ones stay. */
function keepWithin(rated: readonly Rated[], budget: number): Rated[] {
  if (sumCosts(rated) <= budget) return [...rated];
  let kept: Rated[] = [];
  for (const quota of QUOTAS) {
    kept = thinOut(rated, quota);
    if (sumCosts(kept) <= budget) return kept;
  }
  let left = budget;
  return kept
    .toSorted((a, b) => b.worth - a.worth)
    .filter((one) => {
      left -= one.cost;
      return left >= 0;
    });
}

interface Scene {
  readonly matches: readonly HitLine[];
  readonly kinds: ReadonlyMap<string, FileKind>;
  readonly asked: Asked;
  readonly estimate: (text: string) => number;
}

function rateAll(scene: Scene, rate: (hit: HitLine, kind: FileKind) => number): Rated[] {
  return scene.matches.flatMap((hit) => {
    const worth = rate(hit, scene.kinds.get(hit.path) ?? 'source');
    return worth > 0 ? [{ hit, worth, cost: scene.estimate(hit.text) + LINE_TOKENS }] : [];
  });
}

/** Of lines that stand in many places the first ones; of the others the numbers are told, file by file. */
function thinCrowds(rated: readonly Rated[]): Rated[] {
  // An edit must match the white space of code; comments, imports and what is beside the source are alike without it.
  const keys = rated.map(({ hit, worth }) => (worth < CODE ? hit.text.trim() : hit.text));
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return rated.filter(({ worth }, at) => {
    const key = keys[at]!;
    if (worth >= MUST || counts.get(key)! < CROWD) return true;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < OF_CROWD;
  });
}

/** The hits that bring a word which no earlier hit of their file has: the others show nothing new of it. */
function thinFamiliar(rated: readonly Rated[]): Rated[] {
  const seen = new Map<string, Set<string>>();
  return rated.filter(({ hit }) => {
    const known = seen.get(hit.path) ?? new Set();
    seen.set(hit.path, known);
    const before = known.size;
    for (const word of hit.text.match(WORD) ?? []) known.add(word);
    return known.size > before;
  });
}

function explore(scene: Scene): Rated[] {
  const near = findNearFiles(new Set(scene.kinds.keys()), scene.asked.words);
  const rated = thinCrowds(rateAll(scene, (hit, kind) => rateInExploring(hit, kind, scene.asked, near.has(hit.path))));
  const side = thinOut(
    rated.filter((one) => one.worth === SIDE),
    SIDE_QUOTA,
  );
  const nearSide = thinOut(thinFamiliar(rated.filter((one) => one.worth === NEAR_SIDE)), NEAR_SIDE_QUOTA);
  return [
    ...keepWithin([...nearSide, ...rated.filter((one) => one.worth > NEAR_SIDE)], EXPLORE_TOKENS),
    ...keepWithin(side, SIDE_TOKENS),
  ];
}

/** Chooses the match lines that stay in the lossy form. */
export function chooseHits(hits: readonly HitLine[], hint: Hint, estimate: (text: string) => number): Set<HitLine> {
  const asked = readAsked(hint, hits);
  const matches = hits.filter((hit) => hit.mark === ':' && hit.text.length <= LONG_LINE);
  const kinds = new Map<string, FileKind>();
  for (const { path } of matches) if (!kinds.has(path)) kinds.set(path, fileKind(path));
  // Whoever searches in tests, documents or dependencies alone means them.
  if (![...kinds.values()].includes('source')) for (const path of kinds.keys()) kinds.set(path, 'source');
  const scene: Scene = { matches, kinds, asked, estimate };
  const focus = asked.symbols.size === 0 ? [] : rateAll(scene, (hit, kind) => rateInFocus(hit, kind, asked));
  // A symbol that is only in tests and documents: then these are what there is to see.
  const kept = focus.length > 0 ? keepWithin(focus, FOCUS_TOKENS) : explore(scene);
  return new Set(kept.map((one) => one.hit));
}
