import { expect, it } from 'vitest';
import { describeUpdates, makeChannelField } from '../../../../../app/pages/settings/update-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Updates } from '../../../../../sidecar/contract/updates.ts';
import { listRows } from '../../../../../sidecar/preferences/index.ts';
import { resolveSettings } from '../../../../../sidecar/settings.ts';

const formats = createFormats('en-GB');
const known: Updates = {
  ...{ url: 'https://example.com', channel: 'stable', current: '1.0.0' },
  ...{ checkedAt: 1_000_000, newer: null, problem: null },
};
const newer = { version: '1.1.0', channel: 'stable', page: 'https://example.com/', files: [] } as const;
const say = (over: Partial<Updates>) => describeUpdates({ ...known, ...over }, 1_000_000 + 120_000, formats);

it('says what is known, and promises nothing that was not asked', () => {
  expect(say({})).toBe('Headroom 1.0.0 runs, and nothing newer is known. Last asked 2 minutes ago.');
  expect(say({ newer })).toBe('Headroom 1.1.0 (stable) is there; 1.0.0 runs. Last asked 2 minutes ago.');
  expect(say({ checkedAt: null })).toBe('Headroom 1.0.0 runs. Not asked yet.');
  expect(say({ problem: { code: 'x', message: 'y', hint: null } })).toBe(
    'Headroom 1.0.0 runs. Last asked 2 minutes ago.',
  );
  expect(say({ channel: 'off' })).toBe('Headroom 1.0.0 runs. Nobody is asked for a newer one.');
});

it('offers the channels that the setting takes', () => {
  const row = listRows(resolveSettings({ home: '/nowhere' }, {})).find(({ id }) => id === 'updates')!;
  expect([row.defaultValue, makeChannelField(row).options?.map(({ value }) => value)]).toEqual([
    'off',
    ['off', 'stable', 'preview'],
  ]);
});
