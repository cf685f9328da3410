import { describe, expect, it } from 'vitest';
import { formatMap, listImports, readWalls, renewMap } from '../../../../scripts/lib/rooms.ts';
import { stripComments } from '../../../../scripts/lib/tree.ts';

describe('listImports', () => {
  it('finds static, type, re-exported and dynamic imports of the project', () => {
    const source = [
      "import { a } from '../store/index.ts';",
      "import type { B } from './types.ts';",
      "export { c } from '../../scripts/x.ts';",
      "const d = await import('../main.ts');",
      "import { e } from 'node:fs';",
    ].join('\n');
    expect(listImports('sidecar/cli/x.ts', source)).toEqual([
      'sidecar/store/index.ts',
      'sidecar/cli/types.ts',
      'scripts/x.ts',
      'sidecar/main.ts',
    ]);
  });
});

describe('renewMap', () => {
  it('adds the made part once and then replaces it', () => {
    const first = renewMap('# Map\n\nWords.\n');
    expect(first).toContain(formatMap());
    expect(renewMap(first)).toBe(first);
    expect(renewMap(first.replace('| room |', '| old |'))).toBe(first);
    expect(renewMap(`${first}after\n`).endsWith('after\n')).toBe(true);
  });
});

describe('readWalls', () => {
  it('tells who may import whom from the linter’s configuration', () => {
    expect(readWalls().get('engine')).toBe('lib');
    expect(readWalls().get('lib')).toBe('no other room');
  });
});

describe('stripComments', () => {
  it('leaves code and addresses', () => {
    expect(stripComments("a // b\n/* c\n d */e 'http://x'")).toBe("a \ne 'http://x'");
  });
});
