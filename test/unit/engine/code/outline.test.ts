import { describe, expect, it } from 'vitest';
import { outline } from '../../../../sidecar/engine/code/outline.ts';

const body = (n: number, indent = '    ') => Array.from({ length: n }, (_, i) => `${indent}step(${i})`).join('\n');
const source = `import a
import b
from c import (
    d,
    e,
)

class Oven:
    size = 3

    # Heats up.
    @cached
    def heat(self):
${body(6, '        ')}
        def inner(x):
${body(4, '            ')}
        return inner

    def cool(self):
        return None


def bake(tray):
${body(5)}
`;
const show = (...names: string[]) => outline(source, new Set(names));

it('folds imports and bodies, and keeps signatures, also nested ones, and what stands outside of functions', () => {
  expect(show('bake')?.text).toBe(`… 7 lines of imports
class Oven:
    size = 3

    # Heats up.
    @cached
    def heat(self): … 6 lines
        def inner(x): … 6 lines
    def cool(self):
        return None


def bake(tray):
${body(5)}
`);
});

it('keeps a class that was asked for, and the comments above', () => {
  const { text, shown, total } = show('Oven')!;
  expect(text).toContain('            step(3)');
  expect(text).toContain('def bake(tray): … 6 lines');
  expect(total - shown).toBe(13);
});

it('answers null when the name is not defined here', () => {
  expect(show('knead')).toBeNull();
  expect(show()).toBeNull();
});

it('leaves out long comments, but not those above what was asked for', () => {
  const remark = (word: string) => `/**\n * ${word}\n * ${word}\n * ${word}\n */\n`;
  const text = `${remark('one')}function one() {\n${body(3)}\n}\n\n${remark('two')}function two() {\n${body(3)}\n}\n`;
  expect(outline(text, new Set(['two']))?.text).toBe(
    `… 5 lines\nfunction one() { … 5 lines\n${remark('two')}function two() {\n${body(3)}\n}\n`,
  );
});

it('folds the bracket that closes a body, and types and tables that what was asked for does not mention', () => {
  const text = `export interface Tray {
  width: number
  depth: number
  rows: number
  cells: string[]
}

interface Oven {
  heat: number
  fan: boolean
  door: string
  light: string
}

const TIMES = {
  bread: 40,
  cake: 30,
  pie: 20,
  rolls: 15,
};

function cool(oven) {
  return oven.off();
}

function bake(oven: Oven) {
  return oven.on();
}
`;
  expect(outline(text, new Set(['bake']))?.text).toBe(`export interface Tray { … 6 lines
interface Oven {
  heat: number
  fan: boolean
  door: string
  light: string
}

const TIMES = { … 6 lines
function cool(oven) { … 3 lines
function bake(oven: Oven) {
  return oven.on();
}
`);
});

it('takes private members for members, and other lines that begin with # for comments', () => {
  const text = `class Oven {
  #heat = 0
  #tray: Tray | null = null
  #cool = (by: number) => {
    this.#heat -= by
    return this.#heat
  }
  bake() {
    return this.#cool(3)
  }
}
`;
  expect(outline(text, new Set(['bake']))?.text).toBe(`class Oven {
  #heat = 0
  #tray: Tray | null = null
  #cool = (by: number) => { … 3 lines
  bake() {
    return this.#cool(3)
  }
}
`);
  const script = `# Heats up,\n# then cools.\nsize = 3\n${source}`;
  expect(outline(script, new Set(['bake']))?.text).toMatch(/^… 2 lines\nsize = 3 … 7 lines of imports\nclass Oven/);
});

it('shows the number of the first line behind each gap where a tool numbers them, and counts no lines then', () => {
  const numbered = source
    .trimEnd()
    .split('\n')
    .map((line, at) => `${String(at + 1).padStart(6)}\t${line}`)
    .join('\n');
  const { text, shown, total } = outline(numbered, new Set(['bake']))!;
  expect(text).toBe(`[only the first line behind each … shows its number]
… imports
8\tclass Oven:
    size = 3

    # Heats up.
    @cached
    def heat(self): …
20\t        def inner(x): …
27\t    def cool(self):
        return None


def bake(tray):
${body(5)}`);
  // What a reader can count again: each number is where the lines before it end, plus what the gap hides.
  expect(total - shown).toBe(7 + 6 + 6);
});

describe('strings over several lines that stand alone', () => {
  const file = (doc: string) => `${doc}class Oven:\n    size = 3\n\n    def heat(self):\n${body(6, '        ')}

def bake(tray):
    """
    Bakes it.
    """
${body(3)}
`;

  it('go as comments do, other than those of what was asked for', () => {
    const doc = 'LIMIT = 2\n"""\nNobody bakes\nmore than two.\n"""\n\n';
    const { text } = outline(file(doc), new Set(['bake']))!;
    expect(text).toMatch(/^LIMIT = 2 … \d+ lines\nclass Oven:/);
    expect(text).toContain('def bake(tray):\n    """\n    Bakes it.\n    """\n    step(0)');
  });

  it('stay where they are values, on one line, or may not be what they look like', () => {
    for (const doc of [
      'QUERY = """\nselect\n"""\n',
      '"""Heats."""\n',
      '"""\nnever closed\n',
      `QUOTE = '"""'\n\ndef quote():\n${body(1)}\n"""\n`,
    ]) {
      const { text } = outline(file(doc), new Set(['bake', 'quote']))!;
      expect(text.startsWith(doc)).toBe(true);
    }
  });
});
