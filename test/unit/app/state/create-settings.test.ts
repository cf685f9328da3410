import { expect, it } from 'vitest';
import { ApiFailure } from '../../../../app/api/failure.ts';
import { createSettings, switchCompressor } from '../../../../app/state/create-settings.ts';
import type { SettingChanges, SettingsInForce } from '../../../../sidecar/contract/settings.ts';

const row = { id: 'mode', defaultValue: 'cache', effect: 'new-conversations' } as const;
const none = {} as SettingsInForce;

it('keeps the default as nothing, and says when a change holds', async () => {
  const sent: SettingChanges[] = [];
  const changeSettings = async (changes: SettingChanges) => {
    sent.push(changes);
    return none;
  };
  const state = createSettings({ settings: async () => none, changeSettings });
  expect(await Promise.all([state.save(row, 'token'), state.save(row, 'cache')])).toEqual([true, true]);
  expect(sent).toEqual([{ mode: 'token' }, { mode: null }]);
  expect(state.told('mode')).toEqual({ tone: 'saved', text: 'Saved for conversations that begin from now on.' });
});

it('tells what is wrong with the field, or else with the whole', async () => {
  const answers = [
    new ApiFailure('refused', 'No.', { fields: { mode: 'It must be so.' } }),
    new ApiFailure('offline', 'Gone.'),
  ];
  const state = createSettings({ settings: async () => none, changeSettings: () => Promise.reject(answers.shift()) });
  expect(await state.save(row, 'x')).toBe(false);
  expect(state.told('mode')).toEqual({ tone: 'fault', text: 'It must be so.' });
  await state.save(row, 'x');
  expect(state.told('mode')?.text).toBe('Gone.');
});

it('switches one compressor and leaves the others', () => {
  expect(switchCompressor(['log'], 'csv', false)).toEqual(['csv', 'log']);
  expect(switchCompressor(['csv', 'log'], 'csv', true)).toEqual(['log']);
});
