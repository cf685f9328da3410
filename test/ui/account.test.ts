import { describe, expect, it } from 'vitest';
import type { Account } from '../../sidecar/contract/account.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const signedOut: Account = {
  ...{ url: 'https://account.example.com', state: 'signed-out', signedInAt: null, signIn: null, problem: null },
  keptIn: { name: 'the keyring of the desktop', path: null },
};
const waiting: Account = {
  ...signedOut,
  state: 'waiting',
  signIn: {
    userCode: 'WDJB-MJHT',
    verificationUrl: 'https://account.example.com/activate',
    completeUrl: 'https://account.example.com/activate?code=WDJB-MJHT',
    expiresAt: Date.now() + 600_000,
  },
};
const signedIn: Account = { ...signedOut, state: 'signed-in', signedInAt: Date.now() };
const plan = {
  ...{ account: 'ann@example.com', plan: 'Team', renewsAt: null, manageUrl: null },
  usage: [{ name: 'Seats', used: 3, limit: 5, unit: 'people', resetsAt: null }],
};
const page = () => rig.page.locator('[data-page]:not([hidden])');
const press = (name: string) => rig.page.getByRole('button', { name }).click();

describe('the page of the account', () => {
  it('is in the list of pages only where an account URL is configured', async () => {
    await rig.open({}, { hash: '#/account' });
    await page().getByText('There is no account').waitFor();
    expect(await rig.page.getByRole('link', { name: 'Account' }).count()).toBe(0);
    await rig.page.close();
    await rig.fixture.stop();
    await rig.open({ account: signedOut });
    await rig.page.getByRole('link', { name: 'Account' }).click();
    await page().getByText('You are not signed in').waitFor();
  });

  it('goes from the code to the plan by itself, and back', async () => {
    await rig.open({ account: signedOut, plan }, { hash: '#/account' });
    await page().getByText('Sign in with a code').waitFor();
    const { world } = rig.fixture;
    world.accountAfter = waiting;
    await press('Sign in');
    await page().getByText('WDJB-MJHT', { exact: true }).waitFor();
    const link = page().getByRole('link', { name: 'Open the page' });
    expect(await link.getAttribute('href')).toBe(waiting.signIn?.completeUrl);
    expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    world.account = signedIn;
    await page().getByText('Signed in as ann@example.com').waitFor();
    await page().getByText('3 of 5 people').waitFor();
    world.accountAfter = signedOut;
    await press('Sign out');
    await page().getByText('You are not signed in').waitFor();
    expect(world.accountCalls).toEqual(['sign-in', 'sign-out']);
    expect(rig.complaints).toEqual([]);
  });

  it('can be cancelled, and says why an attempt came to nothing', async () => {
    await rig.open({ account: waiting }, { hash: '#/account' });
    const { world } = rig.fixture;
    await page().getByText('WDJB-MJHT', { exact: true }).waitFor();
    world.accountAfter = {
      ...signedOut,
      problem: { code: 'account.denied', message: 'It was refused.', hint: 'Again.' },
    };
    await press('Cancel');
    await page().getByText('It was refused.').waitFor();
    expect(world.accountCalls).toEqual(['cancel']);
  });

  it('asks for the file where there is no keychain, and takes it only from whoever agrees', async () => {
    const problem = { code: 'account.no-keychain', message: 'There is no keychain here.', hint: 'Allow a file.' };
    await rig.open({ account: { ...signedOut, keptIn: null, problem } }, { hash: '#/account' });
    const button = page().getByRole('button', { name: 'Sign in' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await page().getByRole('checkbox').check();
    await button.click();
    await expect.poll(() => rig.fixture.world.accountCalls).toEqual(['sign-in in a file']);
  });

  it('tells when the service does not answer, and asks again', async () => {
    await rig.open({ account: signedIn }, { hash: '#/account' });
    await page().getByText('The account service cannot be reached.').waitFor();
    rig.fixture.world.plan = plan;
    await press('Ask again');
    await page().getByText('Plan Team').waitFor();
  });
});
