import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usePage } from './page-rig.ts';

const rig = usePage();
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-login-'));
  writeFileSync(join(home, 'headroom.mjs'), '');
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const entry = (): string => join(home, '.config', 'autostart', 'headroom.desktop');
const open = async (loginPlatform: NodeJS.Platform | null): Promise<void> => {
  await rig.open({ home, loginPlatform }, { hash: '#/settings' });
  await rig.page.getByRole('heading', { name: 'Launch at login' }).waitFor();
};

describe('launch at login', () => {
  it('shows what it writes before it writes it, and takes it back', async () => {
    await open('linux');
    const { page } = rig;
    const group = page.getByRole('group', { name: 'Launch at login' });
    await group.getByRole('radio', { name: 'On' }).check();
    await page.getByText(entry()).waitFor();
    const shown = await page.locator('.as-written').first().textContent();
    expect(existsSync(entry())).toBe(false);
    await rig.keepPictures('login-asked', [360, 900, 1440]);
    await page.getByRole('button', { name: 'Leave it' }).click();
    await group.getByRole('radio', { name: 'Off', checked: true }).waitFor();
    await group.getByRole('radio', { name: 'On' }).check();
    await page.getByRole('button', { name: 'Write it' }).click();
    await page.getByText('Written. It holds from the next login on.').waitFor();
    expect(readFileSync(entry(), 'utf8')).toBe(shown);
    await page.reload();
    await group.getByRole('radio', { name: 'On', checked: true }).waitFor();
    await rig.keepPictures('login-on', [900]);
    await group.getByRole('radio', { name: 'Off' }).check();
    await page.getByText('Taken back.').waitFor();
    expect(existsSync(join(home, '.config'))).toBe(false);
    expect(rig.complaints).toEqual([]);
  });

  it('says when the program was moved, and sets it up again', async () => {
    await open('linux');
    const { page } = rig;
    await page.getByRole('radio', { name: 'On', exact: true }).first().waitFor();
    const group = page.getByRole('group', { name: 'Launch at login' });
    await group.getByRole('radio', { name: 'On' }).check();
    await page.getByRole('button', { name: 'Write it' }).click();
    await page.getByText('Written.').waitFor();
    writeFileSync(entry(), 'Hidden=true\n');
    await page.reload();
    await page.getByText('is not as this Headroom writes it').waitFor();
    await rig.keepPictures('login-broken', [900]);
    await page.getByRole('button', { name: 'Set it up again' }).click();
    await page.getByRole('button', { name: 'Write it' }).click();
    await page.getByText('Written.').waitFor();
    expect(readFileSync(entry(), 'utf8')).toContain('[Desktop Entry]');
  });

  it('has no switch where nobody can log in, and says why', async () => {
    await open(null);
    await rig.page.getByText('This computer has no desktop to log in to.').waitFor();
    expect(await rig.page.getByRole('group', { name: 'Launch at login' }).count()).toBe(0);
  });
});
