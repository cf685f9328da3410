import { describe, expect, it } from 'vitest';
import { usePage } from './page-rig.ts';

const rig = usePage();
const changes = [
  {
    kind: 'client',
    what: 'Claude Code goes through Headroom.',
    paths: ['~/.claude/settings.json'],
    exists: true,
    bytes: null,
  },
  { kind: 'data', what: 'The ledger.', paths: ['/home/ann/.headroom/ledger.db'], exists: true, bytes: 2_000_000 },
  { kind: 'service', what: 'Nothing that is there.', paths: [], exists: false, bytes: null },
] as const;

const text = async (): Promise<string> => (await rig.page.locator('[data-page]:not([hidden])').innerText()).trim();

describe('uninstalling', () => {
  it('lists what is there, asks twice, and tells how it went', async () => {
    const removal = { removed: ['Claude Code: its settings are its own again.'], left: [] };
    await rig.open({ changes, removal }, { hash: '#/uninstall' });
    await rig.page.locator('.change-list li').first().waitFor();
    expect(await text()).toContain('~/.claude/settings.json');
    expect(await text()).not.toContain('Nothing that is there');
    await rig.page.getByRole('button', { name: 'Remove Headroom' }).click();
    await rig.page.getByRole('button', { name: 'Keep it' }).click();
    await rig.page.getByRole('button', { name: 'Remove Headroom' }).click();
    await rig.page.getByRole('button', { name: 'Yes, remove it' }).click();
    await rig.page.getByText('Your agents are on their own again').waitFor();
    expect(await text()).toContain('Claude Code: its settings are its own again.');
  });

  it('says what could not be undone', async () => {
    const removal = { removed: [], left: ['Codex: its file changed in that very moment.'] };
    await rig.open({ changes, removal }, { hash: '#/uninstall' });
    await rig.page.getByRole('button', { name: 'Remove Headroom' }).click();
    await rig.page.getByRole('button', { name: 'Yes, remove it' }).click();
    await rig.page.getByText('Not everything could be undone').waitFor();
    expect(await text()).toContain('Codex: its file changed in that very moment.');
  });
});
