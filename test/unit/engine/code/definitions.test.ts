import { expect, it } from 'vitest';
import { findDefinitions, readLines } from '../../../../sidecar/engine/code/definitions.ts';

const find = (text: string) =>
  findDefinitions(readLines(text)).map(({ name, start, body, end }) => [name, start, body, end]);

it.each([
  ['TypeScript', 'export async function bake<T>(a: T): Promise<T> {\n  x()\n}', 'bake'],
  ['an arrow function', 'export const bake = async (a: Tray): Promise<Cake> => {\n  x()\n}', 'bake'],
  ['a method', 'class A {\n  private async bake(a?: string) {\n    x()\n  }\n}', 'bake'],
  ['a member', 'const o = {\n  bake: function (a) {\n    x()\n  },\n}', 'bake'],
  ['Python', '@cached\nasync def bake(self, a: int = 3) -> None:\n    x()', 'bake'],
  ['Go', 'func (o *Oven) Bake(a Tray) (Cake, error) {\n\tx()\n}', 'Bake'],
  ['Rust', 'impl Oven {\n    pub(crate) fn bake<T>(&self, a: T) -> Cake {\n        x()\n    }\n}', 'bake'],
  ['C++', 'std::vector<Cake> Oven::bake(const Tray &a) const {\n    x();\n}', 'bake'],
  ['C with a brace of its own', 'static int bake(int a)\n{\n    x();\n}', 'bake'],
  [
    'Java',
    'class A {\n    @Override\n    public List<Cake> bake(Tray a) throws Burnt {\n        x();\n    }\n}',
    'bake',
  ],
  ['Ruby', 'class A\n  def bake?(a)\n    x\n  end\nend', 'bake?'],
])('finds a definition in %s', (_, text, name) => {
  expect(find(text).map(([found]) => found)).toEqual([name]);
});

it('keeps a signature over several lines together, and ends the body where the indentation does', () => {
  const text = 'def bake(\n    a,\n    b,\n):\n    x()\n\n    y()\n\n\ndef cool():\n    z()\n';
  expect(find(text)).toEqual([
    ['bake', 0, 4, 7],
    ['cool', 9, 10, 11],
  ]);
});

it('reads through the line numbers of tools', () => {
  expect(find('     1\tdef bake():\n     2\t    x()\n     3\t    y()')).toEqual([['bake', 0, 1, 3]]);
});

it.each([
  ['control', 'if (a(b)) {\n  x()\n}'],
  ['calls', 'bake(a)\n  .then(b)'],
  ['method calls', 'oven.bake(a, {\n  b: 1,\n})'],
  ['assignments', 'x = bake(\n  a\n)'],
  ['comments', '// function bake(a) {\n  x()'],
  ['a declaration without a body', 'int bake(int a);\nint b;'],
])('does not take %s for definitions', (_, text) => {
  expect(find(text)).toEqual([]);
});
