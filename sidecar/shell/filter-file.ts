import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parse } from 'smol-toml';
import { AppError } from '../contract/errors.ts';
import { matchesWildcard } from '../lib/wildcard.ts';
import type { LineRules } from './line-filter.ts';

/** Rules for the commands that a pattern names. */
export interface UserFilter extends LineRules {
  /** Words as they are typed, in which `*` stands for anything; a last word `*` also for no word. */
  readonly command: string;
}

/** Bounds of one file: what a person writes by hand stays far below. */
const MAX_FILTERS = 100;
const MAX_RULES = 50;
const MAX_PATTERN_CHARS = 200;

/**
 * Reads a filter file (TOML: `[[filter]]` with `command` and lists of regular expressions `drop`, `keep`, `fold`).
 * @throws AppError filter.malformed, naming the first thing that is wrong
 */
export function parseFilters(text: string): readonly UserFilter[] {
  const { filter: list, ...rest } = parseToml(text);
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) throw malformed(`"${stranger}" is unknown; there are only [[filter]] tables.`);
  if (!Array.isArray(list)) throw malformed('It has no [[filter]] table.');
  if (list.length > MAX_FILTERS) throw malformed(`It has more than ${MAX_FILTERS} filters.`);
  return list.map((one: unknown, at) => readFilter(one, at + 1));
}

function parseToml(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw malformed(`It is no valid TOML (${(error as Error).message.split('\n')[0]}).`);
  }
}

function readFilter(value: unknown, number: number): UserFilter {
  const { command, drop = [], keep = [], fold = [], ...rest } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) throw malformed(`Filter ${number}: "${stranger}" is none of command, drop, keep, fold.`);
  if (typeof command !== 'string' || command.trim() === '') throw malformed(`Filter ${number} names no command.`);
  return {
    command: command.trim(),
    drop: readRules(drop, `Filter ${number}, drop`),
    keep: readRules(keep, `Filter ${number}, keep`),
    fold: readRules(fold, `Filter ${number}, fold`),
  };
}

function readRules(value: unknown, where: string): readonly RegExp[] {
  if (!Array.isArray(value) || value.length > MAX_RULES) {
    throw malformed(`${where} is no list of at most ${MAX_RULES} regular expressions.`);
  }
  return value.map((pattern: unknown) => {
    if (typeof pattern !== 'string' || pattern === '' || pattern.length > MAX_PATTERN_CHARS) {
      throw malformed(`${where}: a regular expression has between 1 and ${MAX_PATTERN_CHARS} characters.`);
    }
    return compile(pattern, where);
  });
}

/**
 * A regular expression that cannot take long, whatever the line: V8 hands an expression that has gone back too often to its
 * matcher that takes linear time. What that one cannot run (references back, looking around, very large counts) is refused.
 */
function compile(pattern: string, where: string): RegExp {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  setFlagsFromString('--enable-experimental-regexp-engine');
  try {
    // The flag "l" asks for linear time and throws where that cannot be.
    new RegExp(pattern, 'l');
    return new RegExp(pattern);
  } catch (error) {
    throw malformed(`${where}: ${(error as Error).message}.`);
  }
}

/** The first filter for a command. @param argv program first */
export function findFilter(
  filters: readonly UserFilter[],
  [program = '', ...args]: readonly string[],
): UserFilter | null {
  const words = [basename(program), ...args];
  return (
    filters.find(({ command }) => {
      const wanted = command.split(/\s+/);
      const isOpen = wanted.at(-1) === '*';
      const fixed = isOpen ? wanted.slice(0, -1) : wanted;
      if (isOpen ? words.length < fixed.length : words.length !== fixed.length) return false;
      return fixed.every((word, at) => matchesWildcard(word, words[at]!));
    }) ?? null
  );
}

function malformed(message: string): AppError {
  return new AppError('filter.malformed', message, {
    hint: 'docs/use/hooks.md shows a filter file. None of it is used until then.',
  });
}
