import { readNumberedFile } from '../editable.ts';
import type { Hint } from '../types.ts';
import { type Role, roleOf } from './build-lines.ts';
import { parseDiagnostic } from './diagnostics.ts';
import { levelOf } from './levels.ts';
import { maskLine } from './mask.ts';
import { isStamped } from './stamp.ts';

/** Fewer lines are no log: what could be folded in them is left to the folds for any text. */
const FEWEST_LINES = 8;
/** Lines looked at from the start, and spread over the rest. */
const FROM_START = 150;
const SPREAD = 60;
const REACH = 300;

/** Tools whose output is a log or build output when nothing in the text speaks against it. */
const TOOLS =
  /(?:^|[\s;&|/])(?:(?:npm|pnpm|yarn|bun|deno)\s+(?:run\s+\S|test|t\b|ci\b|i\b|install|add|build|exec|start)|npx\s|(?:vitest|jest|mocha|ava|tap|playwright|cypress|pytest|tox|nox|unittest|tsc|eslint|biome|ruff|flake8|mypy|pylint|cargo|rustc|go\s+(?:test|build|vet)|make|cmake|ninja|ctest|gcc|g\+\+|clang|javac|mvn|gradlew?|dotnet|msbuild|bazel|sbt|rspec|rake|phpunit|composer|pip3?|uv|poetry|apt(?:-get)?|brew|docker|podman|kubectl|helm|terraform|ansible\S*|journalctl|dmesg|logcat|logread|supervisorctl|pm2|stern|heroku)\b|tail\s|\S*\.log\b)/;

/** A text with so large a share of lines that speak for another kind is no log. */
const MOST_FOREIGN = 0.4;
/** Share of lines that tell of progress from which a text is the output of an install or a build. */
const LEAST_CHATTER = 0.4;
/** Share of lines that are calls of stack traces from which a text is what a program said when it died, or a dump of its threads. */
const LEAST_FRAMES = 0.3;
const FEWEST_FRAMES = 20;
/** Roles that only build output has. */
const MARKS = new Set<Role>(['pass', 'fail', 'summary', 'console', 'context']);

interface Shares {
  readonly lines: number;
  readonly stamped: number;
  readonly levelled: number;
  readonly marks: number;
  readonly alike: number;
  readonly code: number;
  /** Lines that tell of progress. */
  readonly chatter: number;
  /** Calls of stack traces. */
  readonly frames: number;
}

/** How sure it is that a text is a log or the output of a build, test or install: 0 to 1. Looks at 210 lines. */
export function scoreLog(text: string, hint: Hint): number {
  const lines = sampleLines(text);
  if (lines.length < FEWEST_LINES || text.includes('\0') || isOtherDocument(text)) return 0;
  // What a line says is read from how it begins: without the numbers of a tool for files it is looked at again (attempt.ts).
  if (readNumberedFile(lines.join('\n'), hint) !== null) return 0;
  const shares = measure(lines);
  if (shares === null || shares.lines < FEWEST_LINES || isTable(lines)) return 0;
  const isFromTool = TOOLS.test(hint.command.slice(0, 2000));
  const shown = shares.stamped >= 0.5 ? 0.95 : shares.stamped >= 0.3 || shares.levelled >= 0.5 ? 0.85 : 0;
  const isMarked = shares.marks >= 0.03 && shares.marks * shares.lines >= 3;
  const built = shares.marks >= 0.3 ? 0.9 : isMarked || shares.chatter >= LEAST_CHATTER ? 0.75 : 0;
  const traced = shares.frames >= LEAST_FRAMES && shares.frames * shares.lines >= FEWEST_FRAMES ? 0.75 : 0;
  const byText = Math.max(shown, built, traced);
  if (byText > 0) return Math.min(1, byText + (isFromTool ? 0.04 : 0));
  if (shares.code >= 0.4) return 0;
  if (shares.alike >= 0.5 && shares.lines >= 30) return isFromTool ? 0.75 : 0.6;
  return isFromTool ? 0.55 : 0;
}

/** Null as soon as too many lines speak for another kind of text: of those lines the rest need not be looked at. */
function measure(lines: readonly string[]): Shares | null {
  const count = {
    lines: 0,
    stamped: 0,
    levelled: 0,
    marks: 0,
    alike: 0,
    code: 0,
    chatter: 0,
    frames: 0,
  };
  let foreign = 0;
  const masks = new Set<string>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    count.lines++;
    const role = roleOf(line);
    const isDiagnostic = parseDiagnostic(line) !== null;
    const hasStamp = isStamped(line);
    if (hasStamp) count.stamped++;
    if (isDiagnostic || MARKS.has(role)) count.marks++;
    else if (DOCUMENT.test(line) || (!hasStamp && FOREIGN.test(line))) {
      foreign++;
      if (foreign / lines.length >= MOST_FOREIGN) return null;
    }
    if (role === 'chatter') count.chatter++;
    if (role === 'frame') count.frames++;
    if (levelOf(line) !== null) count.levelled++;
    if (/[;{}(,]$/.test(line)) count.code++;
    const mask = maskLine(line);
    if (!masks.has(mask)) masks.add(mask);
    else if (mask !== line && /\p{L}{3}.*\s.*\p{L}{3}/u.test(mask)) count.alike++;
  }
  const { lines: all } = count;
  const share = (part: number) => (all === 0 ? 0 : part / all);
  if (share(foreign) >= MOST_FOREIGN) return null;
  return {
    lines: all,
    stamped: share(count.stamped),
    levelled: share(count.levelled),
    marks: share(count.marks),
    alike: share(count.alike),
    code: share(count.code),
    chatter: share(count.chatter),
    frames: share(count.frames),
  };
}

/** Records of JSON, ls -l, git blame: whatever stamps they hold, they are no log. */
const DOCUMENT =
  /^\s*(?:\{\s*"|\[\s*["{[]|[}\]],?$)|^[-dlbcps][-rwxsStT]{9}|^\^?[0-9a-f]{7,40} (?:\S{1,200} +)?\(.{1,80} \d{4}-\d\d-\d\d /;
/** Search hits with line numbers, diff lines, JSON members, tags, bare paths. */
const FOREIGN =
  /^(?:[A-Za-z]:)?[^\s:]{1,200}[:-]\d{1,7}[:-]|^(?:@@ -|diff --git |index [0-9a-f]{7})|^\s*"[^"]{1,200}"\s*:|^\s*<\/?[a-zA-Z!][^>]{0,200}>|^\.{0,2}\/?(?:[\w.@+-]{1,100}\/){1,20}[\w.@+-]{0,100}$/;

/** A document of another kind by its first characters. */
function isOtherDocument(text: string): boolean {
  const head = text.slice(0, 400).trimStart();
  return /^(?:\{\s*"|\[\s*[{"[\]]|<!doctype|<html|<\?xml|<svg|diff --git |From [0-9a-f]{40} |commit [0-9a-f]{40})/i.test(
    head,
  );
}

/** Nearly all lines have the same number of commas or tabs: a table, however many stamps it holds. */
function isTable(lines: readonly string[]): boolean {
  for (const [separator, least] of [
    [',', 3],
    ['\t', 2],
  ] as const) {
    const counts = new Map<number, number>();
    let filled = 0;
    for (const line of lines) {
      if (line.trim() === '' || line.length >= REACH) continue;
      filled++;
      const count = line.split(separator).length - 1;
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    const [usual, often] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
    // Log lines of one template agree as well, but they have blanks around their words.
    if (usual >= least && often >= filled * 0.9 && countSpaced(lines, separator) < filled * 0.5) return true;
  }
  return false;
}

function countSpaced(lines: readonly string[], separator: string): number {
  let count = 0;
  for (const line of lines) if (line.includes(`${separator} `) || /\S \S+ \S+ \S/.test(line)) count++;
  return count;
}

/** The first lines and a spread over the rest, each cut to a bounded length. */
function sampleLines(text: string): string[] {
  const lines: string[] = [];
  let at = 0;
  while (lines.length < FROM_START && at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    lines.push(text.slice(at, Math.min(end, at + REACH)));
    at = end + 1;
  }
  const step = Math.floor((text.length - at) / SPREAD);
  for (let i = 0; i < SPREAD && step > 0; i++) {
    const newline = text.indexOf('\n', at + i * step);
    if (newline < 0) break;
    const end = text.indexOf('\n', newline + 1);
    lines.push(text.slice(newline + 1, Math.min(end < 0 ? text.length : end, newline + 1 + REACH)));
  }
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
