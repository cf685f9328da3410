import { expect, it } from 'vitest';
import { readPackedManifest, readUpdatesOption } from '../../../../scripts/lib/packed-manifest.ts';

it('takes the address that the program would take, and nothing else', () => {
  expect(readUpdatesOption(['--test', '--updates-url', 'https://a.example/list.json'])).toBe(
    'https://a.example/list.json',
  );
  expect(readUpdatesOption(['--updates-url=https://a.example/list.json', '--deb-test'])).toBe(
    'https://a.example/list.json',
  );
  expect([readUpdatesOption(['--test']), readUpdatesOption(['--updates-url', ''])]).toEqual([null, null]);
  expect(() => readUpdatesOption(['--updates-url', 'http://a.example'])).toThrow('updates URL');
  expect(() => readUpdatesOption(['--updates-url'])).toThrow('updates URL');
});

it('packs our package.json, and the address where there is one', () => {
  const plain = readPackedManifest(null);
  expect(plain.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(plain).not.toHaveProperty('updatesUrl');
  expect(readPackedManifest('https://a.example/')).toEqual({ ...plain, updatesUrl: 'https://a.example/' });
});
