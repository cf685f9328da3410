import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { search } from '../../../../sidecar/engine/compressors/search.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (text: string): number => Math.ceil(text.length / 4);
const goal = (lossless: boolean): Goal => ({ lossless, count: estimate, estimate });
const hint = (over: Partial<Hint> = {}): Hint => ({
  tool: '',
  command: '',
  path: '',
  question: '',
  terms: [],
  ...over,
});
const asked = (question: string): Hint =>
  hint({ tool: 'Bash', command: 'git grep -n bakeBread', question, terms: ['bakebread'] });

const callers = Array.from(
  { length: 6 },
  (_, at) => `src/shop/part-${at}.ts:${at + 20}:  const bread = bakeBread(dough, ${at});`,
);
const tests = Array.from(
  { length: 30 },
  (_, at) =>
    `test/shop.test.ts:${at * 7 + 9}:    expect(bakeBread(dough, ${at})).toEqual({ loaves: ${at}, burnt: false });`,
);
const definition = 'src/bread.ts:12:export function bakeBread(dough: Dough, loaves: number): Bread[] {';
const result = [
  ...callers,
  definition,
  'src/bread.ts:40:// bakeBread never burns',
  "src/index.ts:3:export { bakeBread } from './bread.ts';",
  ...tests,
].join('\n');

describe('search, asked for a symbol', () => {
  const question = 'Where is `bakeBread` defined and who calls it outside the tests?';
  const done = search.compress(result, asked(question), goal(false));

  it('keeps the definition and every caller with their line numbers', () => {
    expect(done?.text).toContain(definition.replace(':12:', '\n12:'));
    for (const [at] of callers.entries())
      expect(done?.text).toContain(`src/shop/part-${at}.ts:${at + 20}:  const bread = bakeBread(dough, ${at});`);
  });

  it('folds tests, imports and comments to counts and line numbers, with their paths', () => {
    expect(done?.text).toMatch(/^test\/shop\.test\.ts … 30 hits: 9,16,23,/m);
    expect(done?.text).toContain('src/index.ts:3 …');
    expect(done?.text).not.toContain('never burns');
    expect(done?.lossy).toEqual({ unit: 'hits', shown: 7, total: 39 });
  });

  it('keeps tests when the question is about them', () => {
    const other = search.compress(result, asked('Which tests call `bakeBread`?'), goal(false));
    expect(other?.text ?? result).toContain('expect(bakeBread(dough, 17))');
  });

  it('leaves nothing out when it may not', () => {
    const whole = search.compress(result, asked(question), goal(true));
    expect(whole?.lossy).toBeUndefined();
    for (const line of result.split('\n')) expect(whole?.text).toContain(line.replace(/^[^:]+:\d+:/, ''));
  });
});

describe('search, exploring', () => {
  it('keeps source lines byte for byte and samples what is beside it', () => {
    const source = Array.from({ length: 20 }, (_, at) => `lib/oven.py:${at + 1}:    heat = settings[${at}]  # heat`);
    const docs = Array.from(
      { length: 60 },
      (_, at) => `docs/heat.md:${at + 1}:The heat of oven number ${at} is written down here.`,
    );
    const done = search.compress(
      [...docs, ...source].join('\n'),
      hint({ tool: 'Grep', terms: ['heat'], question: 'Repair the lamp.' }),
      goal(false),
    );
    for (const [at] of source.entries()) expect(done?.text).toContain(`\n${at + 1}:    heat = settings[${at}]  # heat`);
    expect(done?.text).toMatch(/… 58 more: 3,4,/);
  });

  it('shows of a line that stands everywhere the first ones, and where the others are', () => {
    const habit = (at: number) => `src/part-${at}.ts:3:// oven-disable-next-line bread/no-burn`;
    const everywhere = Array.from({ length: 40 }, (_, at) => [
      habit(at),
      `src/part-${at}.ts:9:  disable(oven, part${at}, thermostat, timer);`,
    ]).flat();
    const done = search.compress(everywhere.join('\n'), hint({ command: 'rg -n disable' }), goal(false));
    expect(done?.text.match(/oven-disable-next-line/g)).toHaveLength(2);
    for (let at = 0; at < 40; at++) expect(done?.text).toContain(`9:  disable(oven, part${at}, thermostat, timer);`);
    expect(done?.text).toContain('\n3: …');
    expect(done?.lossy).toEqual({ unit: 'hits', shown: 42, total: 80 });
  });

  it('keeps of tests near the question what brings a new word', () => {
    const near = ['knead', 'bake', 'cool'].flatMap((verb) =>
      Array.from(
        { length: 9 },
        (_, at) => `test/lamp.test.ts:${at}:    expect(oven.${verb}_heat(${at})).toBe(${at * 7});`,
      ),
    );
    const source = Array.from({ length: 12 }, (_, at) => `lib/oven.py:${at + 1}:    heat = settings[${at}]  # heat`);
    const done = search.compress(
      [...near.map((line, at) => line.replace(/:\d+:/, `:${at + 1}:`)), ...source].join('\n'),
      hint({ tool: 'Grep', terms: ['heat'], question: 'Repair the lamp.' }),
      goal(false),
    );
    for (const verb of ['knead', 'bake', 'cool'])
      expect(done?.text.match(new RegExp(`${verb}_heat`, 'g'))).toHaveLength(1);
    expect(done?.text).toContain('… 24 more: 2,3,');
  });

  it('drops minified lines whole, never inside', () => {
    const long = `web/app.js:1:${'heat();'.repeat(400)}`;
    const short = Array.from({ length: 40 }, (_, at) => `src/a.js:${at + 1}:heat(${at}); // the ${at}th time`);
    const done = search.compress([long, ...short].join('\n'), hint({ tool: 'Grep', terms: ['heat'] }), goal(false));
    expect(done?.text).toContain('web/app.js:1 …');
    expect(done?.text).not.toContain('heat();heat();');
  });

  it('takes tests for what was meant when nothing else was found', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `test/oven.test.ts:${at + 1}:  heat(oven, ${at}); // ${at}`);
    const done = search.compress(lines.join('\n'), hint({ tool: 'Grep', terms: ['heat'] }), goal(false));
    expect(done?.lossy).toBeUndefined();
  });

  it('never leaves out a line of a compiler', () => {
    const lines = Array.from(
      { length: 90 },
      (_, at) => `test/mill_${at % 9}.c:${at + 1}:5: error: 'grain_${at}' undeclared here (not in a function)`,
    );
    expect(search.compress(lines.join('\n'), hint(), goal(false))?.lossy).toBeUndefined();
  });
});

describe('search on listings', () => {
  it('names folders of dependencies with counts, and what was asked for inside', () => {
    const paths = [
      'package.json',
      'src/a.ts',
      ...Array.from({ length: 120 }, (_, at) => `node_modules/pkg-${at % 7}/lib/file-${at}.js`),
      'node_modules/yeast/index.js',
    ];
    const question = 'Is yeast there? See file-77.';
    const terms = ['yeast', 'file-77', 'find', 'type'];
    const find = hint({ tool: 'Bash', command: 'find . -type f', question, terms });
    const done = search.compress(paths.join('\n'), find, goal(false));
    expect(done?.text).toContain('node_modules/: … 119 names in 8 folders');
    expect(done?.text).toContain('src/: a.ts');
    expect(done?.text).toContain('node_modules/yeast/: index.js');
    expect(done?.text).toContain('file-77.js');
    expect(done?.text).not.toContain('file-78.js');
    expect(done?.lossy?.unit).toBe('names');
    expect(search.compress(paths.join('\n'), find, goal(true))?.lossy).toBeUndefined();
  });

  it('keeps a folder of dependencies that was listed on purpose', () => {
    const paths = Array.from({ length: 120 }, (_, at) => `node_modules/pkg-${at % 7}/lib/file-${at}.js`).sort();
    const done = search.compress(paths.join('\n'), hint({ tool: 'Bash', command: 'find node_modules' }), goal(false));
    expect(done?.lossy).toBeUndefined();
    expect(done?.text).toContain('file-78.js');
  });

  it('keeps the newlines at the end', () => {
    const done = search.compress(
      'src/shop/a.ts\nsrc/shop/b.ts\nsrc/shop/c.ts\n\n',
      hint({ command: 'git ls-files' }),
      goal(true),
    );
    expect(done?.text).toBe('src/shop/: a.ts b.ts c.ts\n\n');
  });
});

describe('search.score', () => {
  const call = (command: string) => hint({ tool: 'Bash', command });

  it('is sure of hits and listings, also without a hint', () => {
    expect(search.score(result, hint())).toBeGreaterThanOrEqual(0.7);
    expect(search.score(result, asked(''))).toBeGreaterThanOrEqual(0.85);
    expect(search.score('src/a.ts\nsrc/b.ts\nsrc/c.ts', call('git ls-files'))).toBeGreaterThanOrEqual(0.85);
    expect(search.score('3:a\n9:b\n12:c\n20:d', call('grep -n x file'))).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    ['a log', '2026-09-02 14:30:00 INFO start\n2026-09-02 14:30:01 INFO stop\n2026-09-02 14:30:02 WARN late'],
    ['JSON', '{\n  "a": 1,\n  "b": {"c": "x.ts:3:y"}\n}'],
    ['source', 'import a from "a";\n\nexport function f(x: number) {\n  return x ? a : null;\n}\n'],
    ['prose', 'A walk in the park.\nThen: 12 cakes, and a book by Ann.\nThe end.'],
    ['a traceback', 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    g()\nValueError: x'],
    ['compiler messages', 'a.c:1:5: error: x\na.c:9:5: warning: y\nb.c:3:1: error: z\nb.c:7:1: note: z'],
    ['numbered lines nobody searched', '1:a\n2:b\n3:c'],
  ])('stays below one half for %s', (_, text) => {
    expect(search.score(text, hint())).toBeLessThan(0.5);
  });
});

it('answers any text, and the lossless form never loses a word', () => {
  const piece = fc.constantFrom(
    'a.ts',
    ':',
    '-',
    '12',
    '\n',
    ' ',
    '--',
    './',
    '/',
    '├── ',
    '│   ',
    'x y',
    '…',
    '"',
    '\\',
    'total 3',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 120 }), fc.boolean(), (pieces, named) => {
      const text = pieces.join('');
      const call = named ? hint({ tool: 'Bash', command: 'ls' }) : hint();
      search.compress(text, call, goal(false));
      const done = search.compress(text, call, goal(true));
      if (done === null) return;
      expect(done.lossy).toBeUndefined();
      expect(done.text.length).toBeLessThan(text.length);
    }),
    { numRuns: 400 },
  );
});
