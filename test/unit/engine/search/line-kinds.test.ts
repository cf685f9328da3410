import { describe, expect, it } from 'vitest';
import { findWord, isDefinitionOf, lineKind } from '../../../../sidecar/engine/search/line-kinds.ts';

describe('isDefinitionOf', () => {
  it.each([
    'export async function bake(dough: Dough): Promise<Bread> {',
    'export const bake = (dough) => oven(dough)',
    'class Bake extends Task {',
    '  async bake(dough) {',
    '  bake: function (dough) {',
    'def bake(self, dough):',
    'pub(crate) fn bake<T>(dough: T) -> Bread {',
    "impl<'a> Bake<'a> {",
    'func (o *Oven) Bake(dough Dough) (Bread, error) {',
    'void Oven::bake(const Dough &dough)',
    'static int bake(struct dough *d) {',
    '#define BAKE(x) oven(x)',
    'public Bread bake(Dough dough) throws Burnt {',
    'type Bake struct {',
    'interface Bake<T> {',
    'CREATE TABLE bake (id int)',
    'local function bake(dough)',
  ])('knows %s', (line) => {
    expect(isDefinitionOf(line, 'bake')).toBe(true);
  });

  it.each([
    '  bake(dough)',
    '  const bread = bake(dough)',
    '  return bake(dough) {',
    '  await bake(dough, () => {',
    '  oven.bake(dough) {',
    '    if bake(dough):',
    "  it('function bake works', () => {",
    'import { bake } from "./bake"',
    'class Bakery {',
    'x'.repeat(700),
  ])('does not take %s for one', (line) => {
    expect(isDefinitionOf(line, 'bake')).toBe(false);
  });
});

describe('lineKind', () => {
  it.each([
    ["import { a } from './a'", 'a.ts', 'import'],
    ['from a import b', 'a.py', 'import'],
    ["const a = require('a')", 'a.js', 'import'],
    ['#include <a.h>', 'a.c', 'import'],
    ['use crate::a;', 'a.rs', 'import'],
    ["export { a } from './a'", 'a.ts', 'import'],
    ['  // a', 'a.ts', 'comment'],
    [' * @param a', 'a.ts', 'comment'],
    ['# a', 'a.py', 'comment'],
    ['#[derive(A)]', 'a.rs', 'code'],
    ['-- a', 'a.sql', 'comment'],
    ['-- a', 'a.ts', 'code'],
    ['    % a(b)', 'a.py', 'code'],
    ['*a = b;', 'a.c', 'code'],
    ['export class A {', 'a.ts', 'definition'],
    ['    def a(self):', 'a.py', 'definition'],
    ['a(b)', 'a.ts', 'code'],
  ] as const)('%s in %s is %s', (line, path, kind) => {
    expect(lineKind(line, path)).toBe(kind);
  });
});

describe('findWord', () => {
  it('finds whole identifiers only', () => {
    expect(findWord('rebake bakery bake', 'bake')).toBe(14);
    expect(findWord('bake_it $bake', 'bake')).toBe(-1);
  });
});
