import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecord, removeRecord, writeRecord } from '../../../sidecar/account/records.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-records-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const url = 'https://a.example';
const service = {
  ...{ url, deviceEndpoint: `${url}/d`, tokenEndpoint: `${url}/t`, revocationEndpoint: null, planEndpoint: `${url}/p` },
  scope: 'plan',
};
const record = { id: '1', service, store: 'secret-service', signedInAt: 1 };

describe('the record of a sign-in', () => {
  it('is read as it was written, and only its owner reads it', async () => {
    expect(await readRecord(home)).toBeNull();
    await writeRecord(home, record);
    expect(await readRecord(home)).toEqual(record);
    if (process.platform !== 'win32') expect(statSync(join(home, 'account', 'sign-in.json')).mode & 0o777).toBe(0o600);
    await removeRecord(home);
    await removeRecord(home);
    expect(await readRecord(home)).toBeNull();
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"id":"1"}'],
    [
      'an address to which no token may go',
      JSON.stringify({ ...record, service: { ...service, tokenEndpoint: 'http://b.example' } }),
    ],
  ])('with %s is none', async (_name, text) => {
    mkdirSync(join(home, 'account'));
    writeFileSync(join(home, 'account', 'sign-in.json'), text);
    expect(await readRecord(home)).toBeNull();
  });
});
