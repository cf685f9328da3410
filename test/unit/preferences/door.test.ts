import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Settings } from '../../../sidecar/contract/settings.ts';
import { createPreferences, type PreferencesDoor } from '../../../sidecar/preferences/index.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

let home = '';
let settings: Settings;
let door: PreferencesDoor;
let told = 0;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-preferences-'));
  settings = resolveSettings({ home, mode: 'cache' }, { HEADROOM_HOLDOUT: '3' });
  told = 0;
  door = createPreferences({ settings, compressors: async () => ['csv'], onChange: () => told++, now: () => 0 });
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const row = (id: string) => door.list().find((one) => one.id === id);
const kept = (): unknown => JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'));

it('puts a change in force in the very settings that everybody holds, and back', async () => {
  await door.change({ optimise: false, compressorsOff: ['csv', 'csv'] });
  expect(settings).toMatchObject({ optimise: false, passThrough: false, compressorsOff: ['csv'] });
  expect(row('optimise')).toMatchObject({ value: false, source: 'file', fixedBy: null, defaultValue: true });
  expect(told).toBe(1);
  expect(resolveSettings({ home }, {})).toMatchObject({ optimise: false, compressorsOff: ['csv'] });
  await door.change({ optimise: null });
  expect(row('optimise')).toMatchObject({ value: true, source: 'default' });
  expect(kept()).toEqual({ version: 1, compressorsOff: ['csv', 'csv'] });
});

it('changes nothing when one of several is wrong, and says what by field', async () => {
  const changes = { mode: 'token', holdoutPercent: 9, nonsense: 1, breakpoints: false, compressorsOff: ['zip'] };
  await expect(door.change(changes)).rejects.toMatchObject({
    code: 'settings.invalid',
    fields: {
      mode: 'It is fixed by --mode.',
      holdoutPercent: 'It is fixed by HEADROOM_HOLDOUT.',
      nonsense: 'There is no such setting.',
      compressorsOff: 'There is no compressor "zip" that can be switched off.',
    },
  });
  expect(settings).toMatchObject({ mode: 'cache', holdoutPercent: 3, breakpoints: true });
  expect(kept).toThrow('ENOENT');
  expect(told).toBe(0);
  expect(row('mode')).toMatchObject({ source: 'flag', fixedBy: '--mode' });
});

it('keeps nothing when stateless', async () => {
  const stateless = resolveSettings({ home, stateless: true }, {});
  const closed = createPreferences({ settings: stateless, compressors: async () => [], onChange() {}, now: () => 0 });
  expect(closed.path).toBeNull();
  await expect(closed.change({ mode: 'token' })).rejects.toMatchObject({ code: 'store.denied' });
});
