import fc from 'fast-check';
import { listCases, readCase } from '../lib/cases.ts';
import { root } from '../lib/project.ts';
import { Dice } from './dice.ts';

/** Longer texts only take longer; what grows too fast shows at this length. */
const LONGEST = 200_000;

/** What breaks naive readers, as pieces. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '"',
    "'",
    '`',
    '\\',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '',
    '\0',
    '\u001b[',
    '\u001b]0;',
  ],
  ...[
    '<a ',
    '</a>',
    '<!--',
    '<![CDATA[',
    '<?xml ',
    '&amp;',
    '<script>',
    '<table><tr><td>',
    '<![',
    '<p',
    'a="',
    '=',
    '==',
  ],
  ...[
    '{"a":',
    '[1,',
    '"\\u',
    '"\\ud800',
    '1e999',
    '-',
    '0.',
    'null',
    '12345678901234567890',
    '\ud800',
    '\udc00',
    '😀',
    '漢字',
    '\u200b',
    '\u2028',
  ],
  ...[
    'diff --git a/x b/x\n',
    '--- a/x\n',
    '+++ b/x\n',
    '@@ -1,3 +1,4 @@\n',
    '+',
    '-',
    'index 12..34 100644\n',
    'Binary files differ\n',
  ],
  ...[
    '==> a.log <==\n',
    '---\n',
    '- a: 1\n',
    '  b:\n',
    '[[p]]\n',
    'a = 1\n',
    'a,b,c\n',
    '1,"2,3\n',
    '\t1\t2\n',
    '| a | b |\n',
  ],
  ...[
    'src/a.ts:12:5: error',
    'src/a.ts:12:x\n',
    'C:\\a\\b.ts(1,2): error TS1:',
    '2026-03-04T05:06:07Z ERROR ',
    'INFO worker-1 ',
    '\n    at f (a.js:1:2)',
  ],
  ...[
    '[12 rows] a\tb\n',
    '*1="x"',
    '$1=/a/b\n',
    '… 12 lines',
    '[headroom: 1 of 2 lines shown',
    '`${',
    'json:{',
    'data:image/png;base64,',
  ],
  ...[
    '00000000: 7f45 4c46 0201 0100 0000 0000 0000 0000  .ELF\n',
    '"cell_type":"code",',
    '"mappings":"AAAA,',
    '100%',
    '50%\r',
    '#####   \r',
  ],
] as const;

const WORDS = [
  'alpha',
  'error',
  'worker-7',
  'GET',
  '/api/v1/items',
  '200',
  '17ms',
  'https://example.org/a/b',
  'user@example.org',
  'x_y',
  'İ',
  'ß',
];
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...WORDS, ...PIECES, 0, -0, 1.5, 1e21, true, null),
    fc.string({ unit: 'binary', maxLength: 9 }),
    fc.array(tie('node'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'a.b', 'x y', '', '@k'), tie('node'), { maxKeys: 4 }),
  ),
})).node;

/** The inputs of all golden cases: one text at least of every kind that the engine knows. */
export function readCorpus(): readonly string[] {
  return listCases(root).map((file) => readCase(file).input);
}

/** A text of the kind that tools print, or one that was damaged; the same for the same number. */
export function makeText(number: number, corpus: readonly string[]): string {
  const dice = new Dice(number);
  let text = dice.once(3) ? madeUp(dice, number) : dice.pick(corpus);
  const changes = dice.once(4) ? 0 : 1 + dice.next(6);
  for (let i = 0; i < changes; i++) text = mutate(text, dice, corpus).slice(0, LONGEST);
  return text;
}

function madeUp(dice: Dice, number: number): string {
  const lines = 1 + dice.next(80);
  switch (dice.next(8)) {
    case 0:
      return JSON.stringify(fc.sample(tree, { seed: number, numRuns: 1 })[0], null, dice.next(3));
    case 1:
      return JSON.stringify(madeRows(dice, lines), null, dice.next(3));
    case 2:
      return madeRows(dice, lines)
        .map((row) => JSON.stringify(row))
        .join('\n');
    case 3:
      return [Object.keys(madeRows(dice, 1)[0]!), ...madeRows(dice, lines).map(Object.values)]
        .map((row) => row.join(dice.pick([',', '\t', ';'])))
        .join('\n');
    case 4:
      return `<list>${madeRows(dice, lines)
        .map(
          (row) =>
            `<row ${Object.entries(row)
              .map(([key, value]) => `<${key}>${value}</${key}>`)
              .join('')}</row>`,
        )
        .join('\n')}</list>`;
    case 5:
      return madeRows(dice, lines)
        .map((row) =>
          Object.entries(row)
            .map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${value}`)
            .join('\n'),
        )
        .join('\n');
    case 6:
      return Array.from({ length: lines }, () => sentence(dice)).join('\n');
    default:
      return dice.pick(PIECES).repeat(1 + dice.next(20_000));
  }
}

function madeRows(dice: Dice, count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `${dice.pick(WORDS)}-${dice.next(9)}`,
    at: `2026-03-${10 + dice.next(9)}T05:06:${10 + dice.next(49)}Z`,
    message: sentence(dice),
    ...(dice.once(9) ? { odd: dice.pick(PIECES) } : {}),
  }));
}

function sentence(dice: Dice): string {
  return Array.from({ length: 1 + dice.next(9) }, () => dice.pick(WORDS)).join(' ');
}

function mutate(text: string, dice: Dice, corpus: readonly string[]): string {
  const from = dice.next(text.length + 1);
  const to = Math.min(text.length, from + dice.next(dice.once(3) ? text.length : 200));
  const piece = text.slice(from, to);
  switch (dice.next(8)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, to) + piece.repeat(1 + dice.next(dice.once(9) ? 2000 : 9)) + text.slice(to);
    case 2:
      return text.slice(0, from) + dice.pick(PIECES) + text.slice(dice.once(2) ? from : to);
    case 3:
      return text.slice(0, from) + dice.pick(PIECES).repeat(1 + dice.next(3000)) + text.slice(to);
    case 4:
      return text.slice(0, from) + dice.pick(corpus) + text.slice(from);
    case 5:
      return text.slice(to) + piece + text.slice(0, from);
    case 6:
      return text.replaceAll(dice.pick(['\n', ' ', '"', ',', ':']), dice.pick(PIECES));
    default:
      return `${dice.pick(corpus)}\n${dice.once(2) ? '--- next\n' : ''}${text}`;
  }
}
