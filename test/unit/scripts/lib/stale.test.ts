import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digestFiles, isCurrent, writeNote } from '../../../../scripts/lib/stale.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-stale-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('digestFiles', () => {
  it('changes with content, names and files, and not with time', () => {
    mkdirSync(join(base, 'app', 'in'), { recursive: true });
    writeFileSync(join(base, 'app', 'a'), '1');
    const first = digestFiles(['app', 'missing'], base);
    writeFileSync(join(base, 'app', 'a'), '1');
    expect(digestFiles(['app', 'missing'], base)).toBe(first);
    writeFileSync(join(base, 'app', 'in', 'b'), '');
    const second = digestFiles(['app', 'missing'], base);
    expect(second).not.toBe(first);
    writeFileSync(join(base, 'app', 'a'), '2');
    expect(digestFiles(['app', 'missing'], base)).not.toBe(second);
  });
});

describe('the note of what was built', () => {
  it('is current for the same digest only', () => {
    const note = join(base, 'build', 'ui.digest');
    expect(isCurrent(note, 'x')).toBe(false);
    writeNote(note, 'x');
    expect(isCurrent(note, 'x')).toBe(true);
    expect(isCurrent(note, 'y')).toBe(false);
  });
});
