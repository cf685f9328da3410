import { expect, it } from 'vitest';
import {
  makeFields,
  makeSettingLines,
  makeUpstreamFields,
  toText,
  toValue,
} from '../../../../../app/pages/settings/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { defaults, type SettingsInForce } from '../../../../../sidecar/contract/settings.ts';
import { listRows } from '../../../../../sidecar/preferences/index.ts';
import { resolveSettings } from '../../../../../sidecar/settings.ts';

const { proxyToken: _token, given: _given, ...open } = defaults;
const own = { ...open, home: '/h', upstreams: {}, hasProxyToken: false, compressors: [] };
const closed: SettingsInForce = { ...own, file: null, editable: [] };
const editable = listRows(resolveSettings({ home: '/nowhere', 'openai-api-url': 'https://o' }, {}));
const kept: SettingsInForce = { ...own, file: '/h/settings.json', editable };
const find = (id: string) => editable.find((row) => row.id === id)!;

it('tells what is in force where nothing can be changed', () => {
  const lines = makeSettingLines(closed, createFormats('en-GB'));
  expect(lines.find((line) => line.name === 'Hold-out')?.value).toBe('None');
  expect(lines.find((line) => line.name === 'Originals')?.value).toContain('14 days');
  const other = makeSettingLines(
    { ...closed, optimise: false, holdoutPercent: 10, stateless: true, hasProxyToken: true },
    createFormats('en-GB'),
  );
  expect(other.map((line) => line.value)).toEqual(
    expect.arrayContaining(['Off', '10%', 'Nothing is stored', 'With a proxy token']),
  );
  expect(makeSettingLines(kept, createFormats('en-GB')).map(({ name }) => name)).not.toContain('Mode');
});

it('offers every setting that can be kept', () => {
  const ids = [...makeFields(kept), ...makeUpstreamFields(kept)].map(({ row }) => row.id);
  // Two have a section of their own.
  expect([...ids, 'compressorsOff', 'updates'].sort()).toEqual(editable.map(({ id }) => id).sort());
  expect(makeUpstreamFields(kept).find(({ name }) => name === 'OpenAI')?.row.fixedBy).toBe('--openai-api-url');
  expect(makeFields(closed)).toEqual([]);
});

it('shows values as they are typed, and reads them back', () => {
  expect(toText(find('originalsCapBytes'))).toBe('1');
  expect(toValue(find('originalsCapBytes'), '0,5')).toBe(512 * 1024 * 1024);
  expect(toText(find('upstreams.anthropic'))).toBe('');
  expect(toValue(find('upstreams.anthropic'), ' https://a ')).toBe('https://a');
  expect(toValue(find('holdoutPercent'), '')).toBeNull();
  expect(toValue(find('holdoutPercent'), 'many')).toBe('many');
  expect(toValue(find('optimise'), 'false')).toBe(false);
});
