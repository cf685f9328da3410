import fc from 'fast-check';
import type { Dice } from './dice.ts';
import { PIECES, WORDS } from './pieces.ts';

/** Makes a text of one kind of about so many lines. */
type Kind = (dice: Dice, lines: number) => string;

/** Any UTF-16 code unit, halves of pairs among them. Not fast-check's own: its table of all characters takes 80 MB. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 128, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...WORDS, ...PIECES, 0, -0, 1.5, 1e21, true, null),
    fc.string({ unit, maxLength: 9 }),
    fc.array(tie('node'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'a.b', 'x y', '', '@k'), tie('node'), { maxKeys: 4 }),
  ),
})).node;

const repeat = (count: number, make: (index: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

/** One or more of every kind that the engine knows; the structure is sound, what stands in it is not always. */
const KINDS: readonly Kind[] = [
  (dice) => JSON.stringify(fc.sample(tree, { seed: dice.next(2 ** 31), numRuns: 1 })[0], null, dice.next(3)),
  (dice, lines) => JSON.stringify(makeRows(dice, lines), null, dice.next(3)),
  (dice, lines) => JSON.stringify({ total: lines, page: { items: makeRows(dice, lines), next: makeWord(dice) } }),
  (dice, lines) => JSON.stringify(dice.list(lines * 4, () => (dice.once(3) ? makeWord(dice) : dice.next(1e9) / 8))),
  (dice, lines) => repeat(lines, () => JSON.stringify(makeRows(dice, 1)[0])),
  makeCsv,
  makeXml,
  makeYaml,
  (dice, lines) => repeat(lines / 3, () => `[[${dice.pick(['p', 'a.b'])}]]\nname = "${makeWord(dice)}"\nn = 1\n`),
  makeNotebook,
  makeLog,
  makeTestRun,
  makeTerminal,
  makeDiff,
  (dice, lines) => `${repeat(lines, () => ` ${makePath(dice)} | ${dice.next(99)} ++--`)}\n ${lines} files changed`,
  (dice, lines) => repeat(lines, () => `${makePath(dice)}:${1 + dice.next(900)}:${makeSentence(dice)}`),
  (dice, lines) => repeat(lines, () => makePath(dice)),
  (dice, lines) =>
    repeat(lines, () => `-rw-r--r-- 1 u g ${dice.next(1e6)} Mar ${10 + dice.next(18)} 05:06 ${makePath(dice)}`),
  makePage,
  (dice, lines) => repeat(lines / 4, () => `## ${makeWord(dice)}\n\n${makeSentence(dice)}. ${makeSentence(dice)}.\n`),
  (dice, lines) => repeat(lines, () => makeSentence(dice)),
  makeCode,
  (dice, lines) => repeat(lines, () => 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY3ODk'.slice(dice.next(9)), ''),
  (dice, lines) => dice.pick(PIECES).repeat(1 + dice.next(lines * 200)),
];

/** A text of some kind that tools print. */
export function makeKind(dice: Dice, lines: number): string {
  return dice.pick(KINDS)(dice, Math.max(1, lines));
}

const makeWord = (dice: Dice): string => (dice.once(12) ? dice.pick(PIECES) : dice.pick(WORDS));
const makePath = (dice: Dice): string =>
  `${dice.pick(['src', 'lib/a', 'test', './x y', 'node_modules/z'])}/${dice.pick(WORDS)}-${dice.next(20)}.${dice.pick(['ts', 'py', 'lock', 'md'])}`;
const makeTime = (dice: Dice): string => `2026-03-${10 + dice.next(9)}T05:06:${10 + dice.next(49)}Z`;
const makeSentence = (dice: Dice): string => repeat(1 + dice.next(9), () => makeWord(dice), ' ');

function makeRows(dice: Dice, count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `${dice.pick(WORDS)}-${dice.next(9)}`,
    at: makeTime(dice),
    message: makeSentence(dice),
    ...(dice.once(9) ? { odd: dice.pick(PIECES) } : {}),
  }));
}

function makeCsv(dice: Dice, lines: number): string {
  const between = dice.pick([',', '\t', ';']);
  const rows = [['id', 'name', 'at', 'message'], ...makeRows(dice, lines).map(Object.values)];
  return rows.map((row) => row.join(between)).join('\n');
}

function makeXml(dice: Dice, lines: number): string {
  const cells = (row: Record<string, unknown>) =>
    Object.entries(row).map(([key, value]) => `<${key}>${value}</${key}>`);
  return `<list>${makeRows(dice, lines)
    .map((row) => `<row${dice.once(30) ? ' ' : '>'}${cells(row).join('')}</row>`)
    .join('\n')}</list>`;
}

function makeYaml(dice: Dice, lines: number): string {
  const indent = dice.pick(['- ', '  - ']);
  const line = ([key, value]: [string, unknown], at: number): string =>
    `${at === 0 ? indent : ' '.repeat(indent.length)}${key}: ${value}`;
  return makeRows(dice, lines / 4 + 1)
    .map((row) => Object.entries(row).map(line).join('\n'))
    .join('\n');
}

function makeNotebook(dice: Dice, lines: number): string {
  const cells = Array.from({ length: 1 + lines / 8 }, (_, at) => ({
    cell_type: dice.pick(['code', 'markdown']),
    metadata: {},
    source: dice.list(4, () => `${makeSentence(dice)}\n`),
    execution_count: at,
    outputs: dice.list(1, () => ({
      output_type: 'display_data',
      data: { 'image/png': 'iVBORw0KGgo'.repeat(dice.next(60)), 'text/plain': [makeSentence(dice)] },
    })),
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, dice.next(2));
}

function makeLog(dice: Dice, lines: number): string {
  const level = () => dice.pick(['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR']);
  const odd = dice.pick([9, 40]);
  return repeat(lines, () => {
    if (dice.once(odd)) return `Traceback (most recent call last):\n  File "a.py", line 3\n    at f (a.js:1:2)`;
    return `${makeTime(dice)} ${level()} worker-${dice.next(9)} GET /api/v1/items/${dice.next(999)} ${dice.next(300)}ms`;
  });
}

function makeTestRun(dice: Dice, lines: number): string {
  const mark = dice.pick([' ✓ ', 'PASSED ', 'ok 1 ', '--- PASS: ', '[INFO] ', 'Compiling ', 'npm warn ']);
  const fault = dice.pick(['FAILED ', ' ✗ ', 'src/a.ts:12:5: error', 'error[E0308]: mismatched types', 'not ok 3']);
  return `${repeat(lines, () => `${dice.once(15) ? fault : mark}${makePath(dice)} > ${makeSentence(dice)}`)}\n\nTests  ${lines} passed`;
}

function makeTerminal(dice: Dice, lines: number): string {
  return repeat(
    lines,
    (at) => `\u001b[${dice.pick(['2K', '1G', '32m', '1;31m'])}${makeWord(dice)} ${at}%\u001b[0m`,
    dice.pick(['\r', '\r\n', '\n']),
  );
}

function makeDiff(dice: Dice, lines: number): string {
  return repeat(1 + lines / 12, () => {
    const path = makePath(dice);
    const head = `diff --git a/${path} b/${path}\nindex 12ab..34cd 100644\n--- a/${path}\n+++ b/${path}`;
    return `${head}\n@@ -1,${lines} +1,${lines} @@\n${repeat(1 + dice.next(12), () => dice.pick([' ', ' ', '+', '-']) + makeSentence(dice))}`;
  });
}

function makePage(dice: Dice, lines: number): string {
  const part = (): string => {
    const tag = dice.pick(['p', 'li', 'pre', 'td', 'h2', 'nav', 'article', 'div class="menu"', 'table', 'blockquote']);
    return `<${tag}>${makeSentence(dice)} <a href="/x">${makeWord(dice)}</a>${dice.once(9) ? '' : `</${tag}>`}`;
  };
  return `<!doctype html><html><head><title>${makeWord(dice)}</title></head><body>${repeat(lines, part)}</body></html>`;
}

function makeCode(dice: Dice, lines: number): string {
  const number = dice.once(2) ? (at: number) => `${String(at + 1).padStart(6)}\t` : () => '';
  const body = () => `    ${makeWord(dice)} = call(${makeWord(dice)});`;
  return repeat(lines, (at) => number(at) + (at % 7 === 0 ? `export function f${at}(a, b) {` : body()));
}
