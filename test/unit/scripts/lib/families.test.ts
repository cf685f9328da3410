import { describe, expect, it } from 'vitest';
import { addToList, families, toCamelCase } from '../../../../scripts/lib/families.ts';
import { readProjectFile } from '../../../../scripts/lib/tree.ts';

describe('addToList', () => {
  it('adds an import and an entry to an empty list and to a full one', () => {
    const empty = "import type { C } from '../types.ts';\n\nexport const list = [] as const satisfies readonly C[];\n";
    const one = addToList(empty, 'list', 'csvTable', 'csv-table');
    expect(one).toBe(
      "import { csvTable } from './csv-table.ts';\nimport type { C } from '../types.ts';\n\nexport const list = [csvTable] as const satisfies readonly C[];\n",
    );
    expect(addToList(one, 'list', 'b', 'b')).toContain('= [csvTable, b] as const');
  });

  it('keeps the room’s head where it stands, and lists over several lines', () => {
    const source = "/** Head. */\nimport { a } from './a.ts';\n\nexport const list: readonly C[] = [\n  a,\n];\n";
    const result = addToList(source, 'list', 'b', 'b');
    expect(result.startsWith("/** Head. */\nimport { b } from './b.ts';\nimport { a }")).toBe(true);
    expect(result).toContain('[a, b]');
  });

  it('refuses a second time and a list that is not there', () => {
    const source = "import { a } from './a.ts';\nexport const list = [a];\n";
    expect(() => addToList(source, 'list', 'a', 'a')).toThrow(/already/);
    expect(() => addToList(source, 'lists', 'b', 'b')).toThrow(/no list/);
  });
});

describe('families', () => {
  it.each(families.map((family) => [family.id, family] as const))(
    '%s: the list can take a member, and it comes first to fail',
    (_id, family) => {
      const index = readProjectFile(`${family.directory}/index.ts`);
      expect(addToList(index, family.list, 'newOne', 'new-one')).toContain("'./new-one.ts'");
      expect(family.source('newOne', 'new-one')).toContain('export const newOne');
      const first = family.firstCase?.('new-one');
      if (first !== undefined) expect(first.path).toContain('/new-one/');
    },
  );
});

describe('toCamelCase', () => {
  it('turns dashes into capitals', () => {
    expect(toCamelCase('csv-table-2')).toBe('csvTable2');
    expect(toCamelCase('csv')).toBe('csv');
  });
});
