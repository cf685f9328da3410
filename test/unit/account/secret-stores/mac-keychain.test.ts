import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMacKeychain } from '../../../../sidecar/account/secret-stores/mac-keychain.ts';

/**
 * Stands for /usr/bin/security, as far as its manual page says what it does: entries in a file, the secret of
 * `find-generic-password -g` on standard error, commands of `-i` from standard input. It writes down its arguments.
 */
const security = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const dir = __dirname;
const args = process.argv.slice(2);
appendFileSync(dir + '/args', JSON.stringify(args) + '\\n');
const file = dir + '/entries';
const entries = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const run = ([command, ...rest]) => {
  const option = (name) => rest[rest.indexOf(name) + 1];
  const key = option('-s') + '/' + option('-a');
  if (existsSync(dir + '/locked')) return 36;
  if (command === 'add-generic-password') {
    if (key in entries && !rest.includes('-U')) return 45;
    entries[key] = option('-w');
  } else if (!(key in entries)) return 44;
  else if (command === 'delete-generic-password') delete entries[key];
  else {
    process.stdout.write('keychain: "/x"\\n');
    process.stderr.write('password: "' + entries[key] + '"\\n');
  }
  writeFileSync(file, JSON.stringify(entries));
  return 0;
};
if (args[0] === '-i') for (const line of readFileSync(0, 'utf8').trim().split('\\n')) run(line.split(' '));
else process.exitCode = run(args);
`;

const platform = process.platform;
let directory = '';
const mac = () => createMacKeychain(join(directory, 'security.cjs'));
const place = { home: '/nowhere', key: 'account.example.com-0123456789ab' };
const secret = '{"kind":"refresh","token":"a secret \\"with\\" quotes, ü and spaces"}';

beforeEach((context) => {
  context.skip(platform === 'win32', 'the stand-in for /usr/bin/security is a script');
  directory = mkdtempSync(join(tmpdir(), 'headroom-security-'));
  writeFileSync(join(directory, 'security.cjs'), security);
  chmodSync(join(directory, 'security.cjs'), 0o755);
  // npm's keychain looks at it.
  Object.defineProperty(process, 'platform', { value: 'darwin' });
});
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  rmSync(directory, { recursive: true, force: true, maxRetries: 9 });
});

describe('the keychain of macOS', () => {
  it('keeps, replaces, gives back and removes a secret that no argument ever shows', async () => {
    expect(await mac().get(place)).toBeNull();
    await mac().set(place, 'the first');
    await mac().set(place, secret);
    expect(await mac().get(place)).toBe(secret);
    await mac().remove(place);
    await mac().remove(place);
    expect(await mac().get(place)).toBeNull();
    const seen = readFileSync(join(directory, 'args'), 'utf8');
    expect(seen).toContain('["-i"]');
    for (const shown of ['-w', 'add-generic-password', Buffer.from(secret).toString('base64url')])
      expect(seen).not.toContain(shown);
  });

  it('says so when it is locked, though its program says nothing', async () => {
    writeFileSync(join(directory, 'locked'), '');
    await expect(mac().set(place, secret)).rejects.toMatchObject({ code: 'account.keychain' });
    expect(existsSync(join(directory, 'entries'))).toBe(false);
    rmSync(join(directory, 'locked'));
    await mac().set(place, secret);
    writeFileSync(join(directory, 'locked'), '');
    await expect(mac().remove(place)).rejects.toMatchObject({ code: 'account.keychain' });
  });

  it('refuses a token that does not fit into a line of its program', async () => {
    await expect(mac().set(place, 'x'.repeat(4000))).rejects.toMatchObject({ code: 'account.keychain' });
    expect(existsSync(join(directory, 'args'))).toBe(false);
  });

  it('says that there is none where its program is missing', async () => {
    rmSync(join(directory, 'security.cjs'));
    await expect(mac().get(place)).rejects.toMatchObject({ code: 'account.no-keychain' });
  });
});
