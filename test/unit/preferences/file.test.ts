import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPreferencesPath, readPreferences, setAside, writePreferences } from '../../../sidecar/preferences/file.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-preferences-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const write = (text: string): void => writeFileSync(findPreferencesPath(home), text);
const read = (): unknown => JSON.parse(readFileSync(findPreferencesPath(home), 'utf8'));

describe('settings.json', () => {
  it('is made with its first value, for its owner only', async () => {
    expect(readPreferences(home)).toEqual({ values: {}, fault: null });
    await writePreferences(home, { mode: 'token', 'upstreams.openai': 'https://o' }, 0);
    expect(read()).toEqual({ version: 1, mode: 'token', upstreams: { openai: 'https://o' } });
    if (process.platform !== 'win32') expect(statSync(findPreferencesPath(home)).mode & 0o777).toBe(0o600);
    expect(readPreferences(home).values).toEqual({ mode: 'token', 'upstreams.openai': 'https://o' });
    expect(readdirSync(home)).toEqual(['settings.json']);
  });

  it('keeps what it does not know, and the number of a newer form', async () => {
    write(JSON.stringify({ version: 7, later: { a: 1 }, upstreams: { other: 'https://x' }, mode: 'token' }));
    await writePreferences(home, { mode: null, holdoutPercent: 5, 'upstreams.google': null }, 0);
    expect(read()).toEqual({
      version: 7,
      later: { a: 1 },
      upstreams: { other: 'https://x' },
      holdoutPercent: 5,
    });
  });

  it.each(['{', '[]', 'null', '{"mode":"token"'])(
    'broken as %j, is told, and moved aside by the next change',
    async (text) => {
      write(text);
      expect(readPreferences(home)).toMatchObject({ values: {}, fault: expect.any(String) });
      await writePreferences(home, { breakpoints: false }, 0);
      expect(read()).toEqual({ version: 1, breakpoints: false });
      const aside = readdirSync(home).find((name) => name.includes('broken'))!;
      expect(aside).toBe('settings.json.broken-1970-01-01T00-00-00-000Z');
      expect(readFileSync(join(home, aside), 'utf8')).toBe(text);
    },
  );

  it('is not moved when it can be read, or when it is no file', async () => {
    expect(await setAside(home, 0)).toBeNull();
    write('{}');
    expect(await setAside(home, 0)).toBeNull();
    rmSync(findPreferencesPath(home));
    mkdirSync(findPreferencesPath(home));
    expect(await setAside(home, 0)).toBeNull();
    expect(readPreferences(home).fault).toContain('is no file');
    await expect(writePreferences(home, { mode: 'token' }, 0)).rejects.toMatchObject({ code: 'store.denied' });
  });
});
