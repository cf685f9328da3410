import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyKeyring } from '../../../../scripts/lib/keyring-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-keyring-file-'));
  mkdirSync(join(directory, 'target'));
  const packages = ['keyring', 'keyring-linux-x64-gnu', 'keyring-darwin-x64'];
  for (const name of packages) {
    mkdirSync(join(directory, '@napi-rs', name), { recursive: true });
    writeFileSync(join(directory, '@napi-rs', name, name === 'keyring' ? 'index.js' : `${name}.node`), name);
  }
  writeFileSync(join(directory, '@napi-rs', 'keyring-linux-x64-gnu', 'LICENSE.third-party.md'), '');
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

it.each([
  ['linux-x64', ['keyring-licences.md', 'keyring.node']],
  ['linux-arm64', []],
  ['darwin-x64', []],
] as const)('puts beside the executable of %s: %j', (system, files) => {
  expect(copyKeyring(directory, join(directory, 'target'), system)).toBe(files.length > 0);
  expect(readdirSync(join(directory, 'target')).sort()).toEqual(files);
});

it('does without where nothing is installed', () => {
  expect(copyKeyring(join(directory, 'none'), join(directory, 'target'), 'linux-x64')).toBe(false);
});
