import { expect, it } from 'vitest';
import { formatUpdates } from '../../../sidecar/cli/update-lines.ts';
import type { Updates } from '../../../sidecar/contract/updates.ts';

const none: Updates = {
  ...{ url: 'https://example.com/r.json', channel: 'stable', current: '1.0.0' },
  ...{ checkedAt: null, newer: null, problem: null },
};
const file = { name: 'headroom.deb', sha256: 'ab'.repeat(32) };

it('tells what is known, and why nobody is asked', () => {
  expect(formatUpdates({ ...none, url: null })).toContain('No list of releases is configured');
  expect(formatUpdates({ ...none, channel: 'off' })).toContain('headroom settings set updates stable');
  expect(formatUpdates(none)).toContain('Not asked yet: headroom updates check');
  expect(formatUpdates({ ...none, checkedAt: 0 })).toContain('Nothing newer is known (stable).\nAsked 1970-01-01');
  const newer = { version: '1.1.0', channel: 'stable', page: 'https://example.com/1.1.0', files: [file] } as const;
  expect(formatUpdates({ ...none, checkedAt: 0, newer })).toContain(
    `Newer: 1.1.0 (stable), at https://example.com/1.1.0\n  ${file.sha256}  headroom.deb\n`,
  );
  const problem = { code: 'updates.offline', message: 'It cannot be reached.', hint: 'Check the network.' };
  expect(formatUpdates({ ...none, checkedAt: 0, problem })).toMatch(
    /It cannot be reached\.\n {2}Check the network\.\n$/,
  );
});
