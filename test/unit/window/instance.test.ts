import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimWindow } from '../../../sidecar/window/instance.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-window-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('claimWindow', () => {
  it('lets one window be, and shows it when another one starts', async () => {
    let shown = 0;
    const first = await claimWindow(home, () => shown++);
    expect(await claimWindow(home, () => {})).toBeNull();
    expect(shown).toBe(1);
    if (process.platform !== 'win32') expect(statSync(join(home, 'window.json')).mode & 0o777).toBe(0o600);
    await first?.release();
    expect(existsSync(join(home, 'window.json'))).toBe(false);
  });

  it.each(['', '{"port":1', '{"port":1,"token":"x"}', '{"port":"a","token":1}'])(
    'takes over what a crash left behind: %s',
    async (left) => {
      writeFileSync(join(home, 'window.json'), left);
      const mine = await claimWindow(home, () => {});
      expect(mine).not.toBeNull();
      await mine?.release();
    },
  );

  it('is not shown by somebody without the token, and leaves a later window’s file alone', async () => {
    let shown = 0;
    const mine = await claimWindow(home, () => shown++);
    const { port } = JSON.parse(readFileSync(join(home, 'window.json'), 'utf8')) as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/show`, { method: 'POST' })).status).toBe(404);
    expect(shown).toBe(0);
    writeFileSync(join(home, 'window.json'), '{"port":1,"token":"later"}');
    await mine?.release();
    expect(existsSync(join(home, 'window.json'))).toBe(true);
  });
});
