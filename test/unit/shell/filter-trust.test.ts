import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFilterFiles, isFirstSight, trustFilterFile } from '../../../sidecar/shell/filter-trust.ts';

let directory = '';
let home = '';
let project = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-trust-'));
  home = join(directory, '.headroom');
  project = join(directory, 'project');
  for (const path of [home, join(project, '.headroom'), join(project, 'deep', 'er')])
    mkdirSync(path, { recursive: true });
  writeFileSync(join(project, '.headroom', 'filters.toml'), 'one');
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));
const find = () => findFilterFiles(join(project, 'deep', 'er'), home);

describe('filters of a project', () => {
  it('are found from below and used only while their content is what was trusted', async () => {
    const [file] = await find();
    expect(file).toMatchObject({ kind: 'project', isTrusted: false, text: 'one' });
    await trustFilterFile(file!, home);
    expect((await find())[0]?.isTrusted).toBe(true);
    writeFileSync(join(project, '.headroom', 'filters.toml'), 'one ');
    expect((await find())[0]?.isTrusted).toBe(false);
    writeFileSync(join(project, '.headroom', 'filters.toml'), 'one');
    expect((await find())[0]?.isTrusted).toBe(true);
  });

  it('are trusted at their place only', async () => {
    await trustFilterFile((await find())[0]!, home);
    const other = join(directory, 'other');
    mkdirSync(join(other, '.headroom'), { recursive: true });
    writeFileSync(join(other, '.headroom', 'filters.toml'), 'one');
    expect((await findFilterFiles(other, home))[0]?.isTrusted).toBe(false);
  });

  it('are told of once for each content', async () => {
    const [file] = await find();
    expect([await isFirstSight(file!, home), await isFirstSight(file!, home)]).toEqual([true, false]);
    expect(await isFirstSight({ ...file!, text: 'two' }, home)).toBe(true);
  });

  it('are not trusted when the record is damaged', async () => {
    await trustFilterFile((await find())[0]!, home);
    writeFileSync(join(home, 'filters', 'trust.json'), '{"trusted": [');
    expect((await find())[0]?.isTrusted).toBe(false);
  });
});

describe('filters of the user', () => {
  it('need no trust, and the home is no project', async () => {
    writeFileSync(join(home, 'filters.toml'), 'own');
    expect((await find()).map(({ kind, isTrusted }) => [kind, isTrusted])).toEqual([
      ['project', false],
      ['own', true],
    ]);
    expect((await findFilterFiles(directory, home)).map(({ kind }) => kind)).toEqual(['own']);
  });
});
