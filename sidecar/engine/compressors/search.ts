import { readNumberedFile } from '../editable.ts';
import { readAsked } from '../search/asked.ts';
import { chooseHits } from '../search/choose.ts';
import { foldHits } from '../search/fold-text.ts';
import { expandHits, formatHits, planLayout } from '../search/hit-text.ts';
import { isHit, parseSearch, type SearchResult } from '../search/hits.ts';
import { type Listing, parseListing, spellOut } from '../search/listing.ts';
import { foldListing } from '../search/listing-fold.ts';
import { expandListing, formatListing } from '../search/listing-text.ts';
import { expandLong, formatLong } from '../search/long-listing.ts';
import { findNearFiles } from '../search/near-files.ts';
import { asksForNames, asksToSearch, looksLikeDiagnostics, scoreHits } from '../search/signs.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/**
 * Below this many tokens after the lossless form nothing is folded: the note that tells where the rest lies costs
 * about 45 tokens, and a short result is read whole anyway.
 */
const LOSSY_FLOOR_TOKENS = 300;
/** What the engine's note on a lossy text costs. */
const NOTE_TOKENS = 45;
/** Tokens that a listing may have before it is folded: first what is not source, then crowds of source. */
const LISTING_TOKENS = { rest: 600, crowds: 1500 };
/** A term that more than this share of the paths carry points at none of them. */
const TELLING_SHARE = 0.1;
/** Longer questions mention tests and documents in passing; they do not ask where all of them are. */
const PLAIN_QUESTION_CHARS = 300;
/** Lines around a match that stay with it in the lossy form. */
const AROUND = 1;
/** Only this much of the text is looked at to guess its kind. */
const SAMPLE_CHARS = 16_384;

/** The text without the newlines at its end, which stay as they are. */
function cutTail(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end--;
  return text.slice(0, end);
}

/** Each form is undone before it is used, so a layout that was misread costs the saving, never a fact. */
function compressHits(result: SearchResult, body: string, hint: Hint, goal: Goal): Compressed | null {
  const layout = planLayout(result);
  const exact = formatHits(result, layout);
  if (expandHits(exact, layout) !== body) return null;
  const plain = exact.length < body.length ? { text: exact } : null;
  const hits = result.lines.filter(isHit);
  if (goal.lossless || looksLikeDiagnostics(hits)) return plain;
  const tokens = goal.estimate(exact);
  if (tokens < LOSSY_FLOOR_TOKENS) return plain;
  const kept = chooseHits(hits, hint, goal.estimate);
  const { text, shown } = foldHits(result, kept, {
    around: AROUND,
    root: layout.root,
  });
  if (shown === result.hits || goal.estimate(text) + NOTE_TOKENS >= tokens) return plain;
  const unit = hits.some((hit) => hit.mark !== ':') ? 'lines' : 'hits';
  return { text, lossy: { unit, shown, total: result.hits } };
}

/** Terms of the question that can point at one file among many; "js", or the name of the project, cannot. */
function findTellingTerms({ question, terms }: Hint, paths: readonly string[], lowerBody: string): string[] {
  const lower = question.toLowerCase();
  const few = Math.max(3, paths.length * TELLING_SHARE);
  // Most words of a question are in no path at all: then the paths need not be looked at one by one.
  const there = terms.filter((term) => term.length >= 4 && lower.includes(term) && mayStandIn(lowerBody, term));
  const lowerPaths = there.length === 0 ? [] : paths.map((path) => path.toLowerCase());
  return there.filter((term) => {
    let carriers = 0;
    return lowerPaths.every((path) => !path.includes(term) || ++carriers <= few);
  });
}

/** A path may be put together of parts that stand apart in the listing, its slashes between them. */
const mayStandIn = (lowerBody: string, term: string): boolean => term.includes('/') || lowerBody.includes(term);

const includesAny = (text: string, terms: readonly string[]): boolean => terms.some((term) => text.includes(term));

const listPaths = ({ groups }: Listing): string[] =>
  groups.flatMap(({ dir, names }) => names.map((name) => (dir === '' ? name : `${dir}/${name}`)));

function compressListing(found: Listing, body: string, hint: Hint, goal: Goal): Compressed | null {
  const { places, words, wants } = readAsked(hint, []);
  const listing = spellOut(found, places);
  const exact = formatListing(listing);
  if (expandListing(exact, listing.layout, listing.head.length, listing.foot.length) !== body) return null;
  const plain = exact.length < body.length ? { text: exact } : null;
  if (goal.lossless) return plain;
  const tokens = goal.estimate(exact);
  if (tokens < LOSSY_FLOOR_TOKENS) return plain;
  const paths = listPaths(listing);
  const lowerBody = body.toLowerCase();
  const wordsThere = new Set([...words].filter((word) => lowerBody.includes(word)));
  const near = wordsThere.size === 0 ? new Set<string>() : findNearFiles(new Set(paths), wordsThere);
  const terms = findTellingTerms(hint, paths, lowerBody);
  const isPlain = hint.question.length <= PLAIN_QUESTION_CHARS;
  const { text, shown } = foldListing(
    listing,
    {
      isAsked: (path) => near.has(path) || (terms.length > 0 && includesAny(path.toLowerCase(), terms)),
      test: isPlain && wants.test,
      aside: isPlain && wants.doc,
    },
    (whole, tier) => goal.estimate(whole) > LISTING_TOKENS[tier],
  );
  if (shown === listing.total || goal.estimate(text) + NOTE_TOKENS >= tokens) return plain;
  return { text, lossy: { unit: 'names', shown, total: listing.total } };
}

function compressLong(body: string): Compressed | null {
  const text = formatLong(body);
  return text !== null && text.length < body.length && expandLong(text) === body ? { text } : null;
}

/** Search hits (grep, rg, ag, git grep, Grep tools) and listings of files (ls, find, tree, git ls-files). */
export const search: Compressor = {
  id: 'search',
  stage: 'shape',

  score(text: string, hint: Hint): number {
    const cut = text.length > SAMPLE_CHARS ? text.lastIndexOf('\n', SAMPLE_CHARS) : text.length;
    const sample = cutTail(text.slice(0, Math.max(cut, 0)));
    // "12: text" is a hit of a search, and a line of a file as some tools show it.
    if (readNumberedFile(sample, hint) !== null) return 0;
    const named = asksForNames(hint);
    const listing = parseListing(sample, named);
    if (listing !== null) return listing.layout.kind === 'paths' ? (named ? 0.9 : 0.7) : 0.95;
    if (formatLong(sample) !== null) return 0.95;
    return scoreHits(parseSearch(sample), sample, asksToSearch(hint));
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const body = cutTail(text);
    const tail = text.slice(body.length);
    const listing = parseListing(body, asksForNames(hint));
    const result = listing === null ? parseSearch(body) : null;
    const done =
      listing !== null
        ? compressListing(listing, body, hint, goal)
        : (compressLong(body) ?? (result === null ? null : compressHits(result, body, hint, goal)));
    return done === null ? null : { ...done, text: done.text + tail };
  },
};
