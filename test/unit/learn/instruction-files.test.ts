import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { applyNotes, planNotes, undoNotes } from '../../../sidecar/learn/instruction-files.ts';
import type { Note } from '../../../sidecar/learn/types.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-learn-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let project = '';
let home = '';
let file = '';
beforeEach(() => {
  project = mkdtempSync(join(base, 'p-'));
  home = mkdtempSync(join(base, 'h-'));
  file = join(project, 'CLAUDE.local.md');
});

const makeNote = (text: string, client = 'claude-code'): Note => ({
  rule: 'r',
  text,
  times: 2,
  sessions: 1,
  client,
  lastAt: 0,
});
async function apply(...notes: Note[]): Promise<void> {
  await applyNotes(await planNotes(notes, { project, home, day: '2026-11-27' }), home);
}

describe('notes in a project’s files', () => {
  it('are only planned until they are applied', async () => {
    const plans = await planNotes([makeNote('one'), makeNote('two', 'codex')], { project, home, day: '2026-11-27' });
    expect(plans.map(({ path }) => path.slice(project.length + 1))).toEqual(['CLAUDE.local.md', 'AGENTS.md']);
    expect(existsSync(file)).toBe(false);
  });

  it('are taken back byte for byte, with the file’s own mode', async () => {
    const bytes = Buffer.from('\uFEFFmine\r\nno end ü');
    writeFileSync(file, bytes);
    chmodSync(file, 0o640);
    await apply(makeNote('one'));
    expect(readFileSync(file, 'utf8')).toContain('- one (2 times');
    expect(readFileSync(file).subarray(0, bytes.length).equals(bytes)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640);
    await apply(makeNote('one'), makeNote('two'));
    expect(await undoNotes(project, home)).toEqual([file]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(await undoNotes(project, home)).toEqual([]);
  });

  it('make a file, and undoing it removes it', async () => {
    await apply(makeNote('one'));
    await undoNotes(project, home);
    expect(existsSync(file)).toBe(false);
  });

  it('applied twice are there once, and say nothing new', async () => {
    await apply(makeNote('one'));
    const before = readFileSync(file, 'utf8');
    await apply({ ...makeNote('one'), times: 9 });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('leave what the user wrote meanwhile, also when they are taken back', async () => {
    writeFileSync(file, 'mine\n');
    await apply(makeNote('one'));
    writeFileSync(file, `first\n${readFileSync(file, 'utf8')}last\n`);
    await apply(makeNote('one'), makeNote('two'));
    expect(readFileSync(file, 'utf8')).toMatch(/^first\nmine\n[\s\S]*two[\s\S]*last\n$/);
    await undoNotes(project, home);
    expect(readFileSync(file, 'utf8')).toBe('first\nmine\nlast\n');
  });

  it('do not come back when the user takes one out', async () => {
    await apply(makeNote('one'), makeNote('two'));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/- one.*\n/, ''));
    await apply(makeNote('one'), makeNote('three'));
    const text = readFileSync(file, 'utf8');
    expect([text.includes('- one'), text.includes('- two'), text.includes('- three')]).toEqual([false, true, true]);
  });

  it('are not written over a file that somebody else has changed since it was read', async () => {
    writeFileSync(file, 'a');
    const plans = await planNotes([makeNote('one')], { project, home, day: '2026-11-27' });
    writeFileSync(file, 'b');
    await expect(applyNotes(plans, home)).rejects.toMatchObject({ code: 'file.changed' });
    expect(readFileSync(file, 'utf8')).toBe('b');
  });

  it('are not written into what is no text', async () => {
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));
    await expect(apply(makeNote('one'))).rejects.toMatchObject({ code: 'file.unreadable' });
  });

  it.skipIf(process.platform === 'win32')('follow a link instead of cutting it', async () => {
    writeFileSync(join(project, 'real.md'), 'real\n');
    symlinkSync('real.md', file);
    await apply(makeNote('one'));
    expect(readFileSync(join(project, 'real.md'), 'utf8')).toContain('- one');
    await undoNotes(project, home);
    expect(readFileSync(file, 'utf8')).toBe('real\n');
  });
});
