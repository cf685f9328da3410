import { expect, it } from 'vitest';
import { usePage } from './page-rig.ts';

const rig = usePage();
const section = () => rig.page.getByRole('region', { name: 'Tools' });
const press = (name: string) => section().getByRole('button', { name, exact: true }).click();

it('a tool is installed with its progress shown, and removed', async () => {
  await rig.open({ rows: [] }, { hash: '#/health' });
  await rig.page.locator('.live[data-state="running"]').waitFor();
  await press('Install rtk');
  await section().getByText('1 MB of 4 MB').waitFor();
  expect(await section().getByRole('button', { name: 'Install rtk' }).isDisabled()).toBe(true);
  rig.fixture.tools.finish();
  await section().getByText('Installed 0.50.0').waitFor();
  await press('Remove rtk');
  await section().getByRole('button', { name: 'Install rtk' }).waitFor();
  expect(rig.complaints).toEqual([]);
});

it('what fails says why, and what to do', async () => {
  await rig.open({ rows: [] }, { hash: '#/health' });
  await press('Install other');
  await section().getByRole('alert').getByText('What came is not what was pinned. Try again.').waitFor();
  const again = section().getByRole('button', { name: 'Install other' });
  await expect.poll(() => again.isEnabled()).toBe(true);
  // Also for whoever comes back to the page later.
  await rig.page.reload();
  await section().getByRole('alert').getByText('What came is not what was pinned. Try again.').waitFor();
  await expect.poll(() => again.isEnabled()).toBe(true);
});
