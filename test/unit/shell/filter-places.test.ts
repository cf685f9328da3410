import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findFilterPlaces } from '../../../sidecar/shell/filter-places.ts';

let directory = '';
let home = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-places-'));
  home = join(directory, '.headroom');
  for (const path of ['project/.headroom', 'project/inner/.headroom', 'project/inner/deep', '.headroom'])
    mkdirSync(join(directory, path), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

it('finds nothing where nobody has written one', () => {
  expect(findFilterPlaces(join(directory, 'project'), home)).toEqual({ project: null, own: null });
});

it("finds a project's nearest one from below, and the user's own beside it", () => {
  const outer = join(directory, 'project/.headroom/filters.toml');
  const inner = join(directory, 'project/inner/.headroom/filters.toml');
  writeFileSync(outer, '');
  expect(findFilterPlaces(join(directory, 'project/inner/deep'), home).project).toBe(outer);
  writeFileSync(inner, '');
  writeFileSync(join(home, 'filters.toml'), '');
  expect(findFilterPlaces(join(directory, 'project/inner/deep'), home)).toEqual({
    project: inner,
    own: join(home, 'filters.toml'),
  });
});

it('takes the home for no project', () => {
  writeFileSync(join(home, 'filters.toml'), '');
  expect(findFilterPlaces(join(directory, 'project'), home)).toEqual({
    project: null,
    own: join(home, 'filters.toml'),
  });
});
