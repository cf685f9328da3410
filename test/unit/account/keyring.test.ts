import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const keyring = fileURLToPath(new URL('../../../sidecar/account/keyring.ts', import.meta.url));
/** Keeps, replaces, gives back and removes; prints what it found. */
const script = `
  const { getSecret, removeSecret, setSecret } = await import(${JSON.stringify(keyring)});
  const place = { home: '/nowhere', key: 'account.example.com-0123456789ab' };
  const told = [];
  const look = async () => told.push(await getSecret(place));
  try {
    await look();
    await setSecret(place, 'one');
    await setSecret(place, 'two: "ü"');
    await look();
    await removeSecret(place);
    await removeSecret(place);
    await look();
  } catch (error) {
    told.push(error.code);
  }
  console.log('told ' + JSON.stringify(told));
  process.exit();
`;
const LIMIT_MS = 60_000;

function find(name: string): string | null {
  const files = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name));
  return files.find((file) => existsSync(file)) ?? null;
}

/** Runs it in a home of its own. @param before what is started before it, as a shell has it */
async function run(command: string, args: readonly string[], bus: boolean): Promise<unknown> {
  const home = mkdtempSync(join(tmpdir(), 'headroom-keyring-'));
  try {
    const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env;
    const child = spawn(command, [...args], {
      env: { ...env, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: home, ...(bus && { SCRIPT: script }) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    const told = Promise.withResolvers<void>();
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/^told .*\n/m.test(printed)) told.resolve();
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    await Promise.race([told.promise, ended]);
    await ended;
    return JSON.parse(/^told (.*)$/m.exec(printed)?.[1] ?? 'null');
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  }
}

describe('the keyring', () => {
  it.runIf(process.platform === 'linux')(
    'is none where nobody keeps secrets, and the kernel’s is not taken for one',
    async () => {
      const args = ['--input-type=module', '-e', script];
      expect(await run(process.execPath, args, false)).toEqual(['account.no-keychain']);
    },
    LIMIT_MS,
  );

  it(
    'keeps, replaces, gives back and removes a secret (a Secret Service of its own)',
    async (context) => {
      const [bus, daemon] = [find('dbus-run-session'), find('gnome-keyring-daemon')];
      if (process.platform !== 'linux' || bus === null || daemon === null)
        return context.skip('needs Linux with dbus-run-session and gnome-keyring-daemon');
      const line = [
        `echo pw | ${daemon} --unlock --components=secrets >/dev/null 2>&1`,
        `"${process.execPath}" --input-type=module -e "$SCRIPT"`,
      ].join('; ');
      expect(await run(bus, ['--', 'sh', '-c', line], true)).toEqual([null, 'two: "ü"', null]);
    },
    LIMIT_MS,
  );
});
