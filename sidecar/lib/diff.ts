/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** Above this many lines on both sides of a change no common lines are looked for in between. */
const MAX_LINES = 2000;

type Row = readonly [sign: ' ' | '-' | '+', line: string];

/**
 * A unified diff, '' when the texts are equal. Values of keys that look like secrets are masked.
 * @param names of the two sides, e.g. "~/.claude/settings.json"; null = there is no file on that side
 */
export function formatDiff(names: readonly [string | null, string | null], before: string, after: string): string {
  if (before === after && names[0] !== null && names[1] !== null) return '';
  const rows = compare(splitLines(before), splitLines(after));
  const head = [`--- ${names[0] ?? '/dev/null'}`, `+++ ${names[1] ?? '/dev/null'}`];
  return [...head, ...formatHunks(rows), ''].join('\n');
}

/** Lines with their endings: a changed line ending is a change. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compare(a: readonly string[], b: readonly string[]): Row[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (line: string): Row => [' ', line];
  return [
    ...a.slice(0, head).map(same),
    ...compareMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

/** By the longest common subsequence of lines. */
function compareMiddle(a: readonly string[], b: readonly string[]): Row[] {
  const removed = a.map((line): Row => ['-', line]);
  const added = b.map((line): Row => ['+', line]);
  if (a.length === 0 || b.length === 0 || a.length + b.length > MAX_LINES) return [...removed, ...added];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const rows: Row[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push([' ', a[i++]!]);
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      rows.push(['-', a[i++]!]);
    } else rows.push(['+', b[j++]!]);
  }
  return rows;
}

function formatHunks(rows: readonly Row[]): string[] {
  const lines: string[] = [];
  const isNear = rows.map((_, at) =>
    rows.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(([sign]) => sign !== ' '),
  );
  const position = { '-': 1, '+': 1 };
  for (let at = 0; at < rows.length; ) {
    if (!isNear[at]) {
      position['-']++;
      position['+']++;
      at++;
      continue;
    }
    let end = at;
    while (end < rows.length && isNear[end]) end++;
    const hunk = rows.slice(at, end);
    const count = (sign: '-' | '+') => hunk.filter(([own]) => own === ' ' || own === sign).length;
    const range = (sign: '-' | '+') =>
      `${sign}${count(sign) === 0 ? position[sign] - 1 : position[sign]},${count(sign)}`;
    lines.push(`@@ ${range('-')} ${range('+')} @@`, ...hunk.flatMap(formatRow));
    position['-'] += count('-');
    position['+'] += count('+');
    at = end;
  }
  return lines;
}

function formatRow([sign, line]: Row): string[] {
  const text = line.replace(/\r?\n$/, '');
  const shown = `${sign}${maskSecrets(text)}`;
  return line.endsWith('\n') ? [shown] : [shown, '\\ No newline at end of file'];
}

/** `KEY: value` and `KEY=value` of names that hold secrets: the value is not for a screen. */
export function maskSecrets(line: string): string {
  const name = String.raw`[\w.-]*(?:api[_-]?key|token|secret|password|passwd|authorization|credential)[\w.-]*`;
  const value = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;#}\]"']+`;
  return line.replace(
    new RegExp(`(["']?${name}["']?\\s*[:=]\\s*)(${value})`, 'gi'),
    (all, key: string, secret: string) => {
      if (/^(true|false|null|\d{1,6}|["']{2})$/.test(secret)) return all;
      return /^["']/.test(secret) ? `${key}${secret[0]}•••${secret[0]}` : `${key}•••`;
    },
  );
}
