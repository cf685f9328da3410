import { expect, it } from 'vitest';
import { formatChange, formatSettings, readValue } from '../../../sidecar/cli/setting-lines.ts';
import { listRows } from '../../../sidecar/preferences/index.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

it('lists every setting with its value and where it comes from', () => {
  const text = formatSettings(listRows(resolveSettings({ home: '/nowhere', mode: 'token', breakpoints: false }, {})));
  expect(text).toMatch(/^mode +token +fixed by --mode$/m);
  expect(text).toMatch(/^breakpoints +off +fixed by --no-breakpoints$/m);
  expect(text).toMatch(/^compressorsOff +none +default$/m);
});

it('reads a value in the type of its setting', () => {
  expect(readValue({ id: 'a', defaultValue: true }, 'Off')).toBe(false);
  expect(readValue({ id: 'a', defaultValue: 1 }, '2.5')).toBe(2.5);
  expect(readValue({ id: 'a', defaultValue: [] }, 'csv, log')).toEqual(['csv', 'log']);
  expect(readValue({ id: 'a', defaultValue: [] }, 'none')).toEqual([]);
  expect(() => readValue({ id: 'a', defaultValue: true }, 'maybe')).toThrow('a is on or off');
  expect(() => readValue({ id: 'a', defaultValue: 1 }, '-1')).toThrow('a is a number');
});

it('says what a change did and when', () => {
  expect(formatChange('mode', 'token', 'new-conversations')).toBe(
    'mode is token, for conversations that begin from now on.',
  );
  expect(formatChange('mode', null, 'next-start')).toContain('back at its default, from the next start on');
});
