import { expect, it } from 'vitest';
import { makeSettingLines } from '../../../../../app/pages/settings/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { defaults } from '../../../../../sidecar/contract/settings.ts';

it('tells what is in force and how each is changed', () => {
  const { proxyToken: _token, given: _given, ...open } = defaults;
  const kept = { file: null, editable: [], compressors: [] };
  const settings = { ...open, ...kept, home: '/h', upstreams: {}, hasProxyToken: false };
  const lines = makeSettingLines(settings, createFormats('en-GB'));
  expect(lines.find((line) => line.name === 'Hold-out')?.value).toBe('None');
  expect(lines.find((line) => line.name === 'Originals')?.value).toContain('14 days');
  const other = makeSettingLines(
    { ...settings, optimise: false, holdoutPercent: 10, stateless: true, hasProxyToken: true },
    createFormats('en-GB'),
  );
  expect(other.map((line) => line.value)).toEqual(
    expect.arrayContaining(['Off', '10%', 'Nothing is stored', 'With a proxy token']),
  );
});
