import type { Hint } from '../types.ts';
import { findAsked, findTargets } from './asked.ts';
import { type Role, roleOf } from './build-lines.ts';
import { type Diagnostic, listPlaces, messageKey, parseDiagnostic } from './diagnostics.ts';
import { severityOf } from './levels.ts';
import { makeSheet, type Sheet } from './sheet.ts';
import { mineTemplates } from './templates.ts';
import { bareName, namesOf } from './test-names.ts';

/** Quoted source stays when there is this little of it: it spares the reader a look into the file. */
const FEW_CODE_LINES = 24;
/** Of the source quoted in this many failure reports the line that is meant stays. */
const FEW_REPORTS = 20;
const CARET = /^[\s|│\d]{0,200}\^[\s^~]{0,200}$/;
/** Lines of one failure report that stay besides code and repeated frames. */
const LONGEST_REPORT = 40;
/** Lines at the end that always stay: the verdict stands there. */
const TAIL = 6;
/** Plain lines of one kind stay up to this number. */
const FEW_ALIKE = 3;
/** Places of one message that are listed in full. */
const MOST_PLACES = 40;
/** What a line of progress tells of: "Requirement already satisfied", "  Downloading", "npm http". */
const FIRST_WORDS = /^\s*[A-Za-z][a-z]*(?: [a-z]+){0,2}/;
/** Calls that stay of a stack trace that a passing test printed. */
const CONSOLE_FRAMES = 2;
/** Calls inside libraries and runtimes: the reader cannot change them. */
const FOREIGN =
  /node_modules|node:(?:internal|vm|events|async)|site-packages|dist-packages|\/usr\/lib\/|\/rustc\/|\.cargo\/registry|<anonymous>|\bjava\.base\/|\b(?:sun|jdk)\./;

/**
 * Picks what stays of the output of a test runner, compiler, linter or installer: everything but passed tests, progress,
 * repeated stack frames, quoted source and plain lines of a kind that occurs often. Equal diagnostics become one line
 * with all their places.
 */
export function pickBuild(lines: readonly string[], hint: Hint): Sheet {
  return new BuildReading(lines, findAsked(lines, hint.terms, findTargets(hint))).run();
}

/** One walk through the output. */
class BuildReading {
  private readonly lines: readonly string[];
  private readonly asked: ReadonlySet<number>;
  private readonly sheet: Sheet;
  private readonly roles: readonly Role[];
  private readonly hasFewCode: boolean;
  private readonly hasFewReports: boolean;
  private readonly reported: ReadonlySet<string>;
  /** Plain lines, judged when all are known. */
  private readonly rest: number[] = [];
  /** Frames and report bodies that were shown. */
  private readonly seen = new Set<string>();
  private readonly diagnostics = new Map<string, { at: number; first: Diagnostic; more: Diagnostic[] }>();
  /** Diagnostics whose place stands behind an equal one. */
  private readonly listed = new Set<number>();
  /** Include chains and function names that wait for their diagnostic. */
  private context: number[] = [];
  /** Lines that may still stay of the failure report being read; 0 outside of one. */
  private inReport = 0;
  private consoleFrames = Number.POSITIVE_INFINITY;

  constructor(lines: readonly string[], asked: ReadonlySet<number>) {
    this.lines = lines;
    this.asked = asked;
    this.sheet = makeSheet(lines);
    this.roles = lines.map(roleOf);
    this.hasFewCode = this.roles.filter((role) => role === 'code').length <= FEW_CODE_LINES;
    const headers = lines.filter((_, at) => this.roles[at] === 'header');
    this.hasFewReports = headers.length <= FEW_REPORTS;
    this.reported = namesOf(headers);
  }

  run(): Sheet {
    const { lines, sheet } = this;
    for (let at = 0; at < lines.length; at++) {
      if (this.asked.has(at)) sheet.kept[at] = 1;
      const diagnostic = this.roles[at] === 'text' ? parseDiagnostic(lines[at]!) : null;
      if (diagnostic === null) this.read(at, this.roles[at]!);
      else this.readDiagnostic(at, diagnostic);
    }
    this.keepTail();
    this.foldPlain();
    for (const { at, first, more } of this.diagnostics.values()) {
      if (more.length === 0) continue;
      const places = listPlaces(first, more, MOST_PLACES);
      sheet.notes.set(at, `+${more.length} similar${places === '' ? '' : `: ${places}`}`);
    }
    return sheet;
  }

  private keep(at: number): void {
    this.sheet.kept[at] = 1;
  }

  private readDiagnostic(at: number, diagnostic: Diagnostic): void {
    this.leaveReport();
    const known = this.diagnostics.get(messageKey(diagnostic));
    if (known !== undefined) {
      known.more.push(diagnostic);
      this.listed.add(at);
    } else {
      this.diagnostics.set(messageKey(diagnostic), {
        at,
        first: diagnostic,
        more: [],
      });
      this.keep(at);
      for (const one of this.context.slice(-2)) this.keep(one);
    }
    this.context = [];
  }

  private leaveReport(): void {
    this.inReport = 0;
    this.consoleFrames = Number.POSITIVE_INFINITY;
  }

  private read(at: number, role: Role): void {
    const line = this.lines[at]!;
    switch (role) {
      case 'blank':
        return;
      case 'rule':
        // unittest draws a line between the name of a failure and its report.
        if (this.inReport < LONGEST_REPORT) this.leaveReport();
        return;
      case 'pass':
      case 'skip':
        this.leaveReport();
        return;
      case 'name':
        if (this.roles[at + 1] !== 'pass' && this.roles[at + 1] !== 'skip') this.rest.push(at);
        return;
      case 'chatter':
        this.leaveReport();
        this.rest.push(at);
        return;
      case 'header':
        this.consoleFrames = Number.POSITIVE_INFINITY;
        this.inReport = LONGEST_REPORT;
        this.keep(at);
        return;
      case 'console':
        this.inReport = 0;
        this.consoleFrames = CONSOLE_FRAMES;
        if (severityOf(this.lines[at + 1] ?? '') > 0) this.keep(at);
        return;
      case 'context':
        this.context.push(at);
        return;
      case 'fail':
        if (!this.reported.has(bareName(line))) this.keep(at);
        return;
      case 'summary':
        this.leaveReport();
        this.keep(at);
        return;
      case 'frame':
        this.readFrame(at, line);
        return;
      case 'code':
        if (this.hasFewCode || this.isPointedAt(at)) this.keep(at);
        return;
      case 'text':
        this.readText(at, line);
    }
  }

  /** The line of quoted source that the caret below means, in the reports of a few failures. */
  private isPointedAt(at: number): boolean {
    return this.inReport > 0 && this.hasFewReports && CARET.test(this.lines[at + 1] ?? '');
  }

  private readFrame(at: number, line: string): void {
    const isShown = !this.seen.has(line) && !FOREIGN.test(line) && this.consoleFrames > 0;
    this.seen.add(line);
    if (!isShown) return;
    this.consoleFrames--;
    this.keep(at);
  }

  private readText(at: number, line: string): void {
    // The source line below a Python frame belongs to it.
    const isFrameCode = at > 0 && this.roles[at - 1] === 'frame' && /^\s{4}/.test(line);
    if (isFrameCode) {
      if (this.sheet.kept[at - 1] === 1) this.keep(at);
    } else if (this.inReport > 0) {
      this.inReport--;
      this.keep(at);
    } else this.rest.push(at);
  }

  private keepTail(): void {
    let left = TAIL;
    for (let at = this.lines.length - 1; at >= 0 && left > 0; at--) {
      if (this.roles[at] === 'blank' || this.roles[at] === 'rule') continue;
      if (!this.listed.has(at)) this.keep(at);
      left--;
    }
  }

  /** Plain lines: alarms once per wording, the others by kind. */
  private foldPlain(): void {
    const { kept, notes } = this.sheet;
    const plain: number[] = [];
    const counts = new Map<string, { at: number; left: number }>();
    for (const at of this.rest) {
      const line = this.lines[at]!;
      if (severityOf(line) === 0) {
        plain.push(at);
        continue;
      }
      const known = counts.get(line);
      if (known === undefined) {
        counts.set(line, { at, left: 0 });
        this.keep(at);
      } else if (kept[at] === 0) known.left++;
    }
    for (const { at, left } of counts.values()) if (left > 0) notes.set(at, `+${left} similar`);
    const others = this.foldChatter(plain);
    for (const { lines: alike } of mineTemplates(others.map((at) => this.lines[at]!)))
      this.keepFew(alike.map((index) => others[index]!));
  }

  /** Progress of one kind, told by its first words. Gives back the lines that are something else. */
  private foldChatter(plain: readonly number[]): number[] {
    const kinds = new Map<string, number[]>();
    const others: number[] = [];
    for (const at of plain) {
      const kind = this.roles[at] === 'chatter' ? FIRST_WORDS.exec(this.lines[at]!)?.[0] : undefined;
      const known = kind === undefined ? others : kinds.get(kind);
      if (known === undefined) kinds.set(kind!, [at]);
      else known.push(at);
    }
    // Few of one kind may still be of one template with others.
    for (const alike of kinds.values()) if (alike.length > FEW_ALIKE) this.keepFew(alike);
    return [...others, ...[...kinds.values()].filter(({ length }) => length <= FEW_ALIKE).flat()].sort((a, b) => a - b);
  }

  /** Of lines of one kind the first and the number of the others; all when they are few. */
  private keepFew(alike: readonly number[]): void {
    for (const at of alike.length <= FEW_ALIKE ? alike : alike.slice(0, 1)) this.keep(at);
    const left = alike.filter((at) => this.sheet.kept[at] === 0).length;
    if (left > 0) this.sheet.notes.set(alike[0]!, `+${left} similar`);
  }
}

/** Whether a text reads like build output: enough lines of the kinds that only such tools write. */
export function looksLikeBuild(lines: readonly string[]): boolean {
  let marks = 0;
  let chatter = 0;
  let seen = 0;
  const step = Math.max(1, Math.floor(lines.length / 600));
  for (let i = 0; i < lines.length; i += step) {
    const line = lines[i]!;
    const role = roleOf(line);
    if (role === 'blank') continue;
    seen++;
    if (role === 'chatter') chatter++;
    if (MARKS.has(role) || (role === 'text' && parseDiagnostic(line) !== null)) marks++;
  }
  return (marks >= 3 && marks >= seen * 0.03) || chatter >= seen * MOSTLY_CHATTER;
}

/** Progress alone makes an install. */
const MOSTLY_CHATTER = 0.4;
const MARKS = new Set<Role>(['pass', 'fail', 'header', 'summary', 'console', 'context']);
