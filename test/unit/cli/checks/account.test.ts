import { describe, expect, it } from 'vitest';
import { account } from '../../../../sidecar/cli/checks/account.ts';
import type { Account } from '../../../../sidecar/contract/account.ts';
import { AppError } from '../../../../sidecar/contract/errors.ts';
import { makeSituation } from './situation.ts';

const state: Account = {
  ...{ url: 'https://a.example', state: 'signed-out', signedInAt: null, keptIn: null, signIn: null, problem: null },
};
const find = (over: Partial<Account>, verify: () => Promise<void>) =>
  account.find(makeSituation({ account: async () => ({ read: async () => ({ ...state, ...over }), verify }) }));

describe('account', () => {
  it('says nothing when no service is configured, and asks nobody while nobody is signed in', async () => {
    expect(await account.find(makeSituation())).toEqual([]);
    const never = async () => Promise.reject(new Error('asked'));
    expect(await find({}, never)).toMatchObject([{ level: 'ok', message: expect.stringContaining('Nobody') }]);
  });

  it('tells what keeps a sign-in from working, and what to do', async () => {
    expect(await find({ state: 'signed-in' }, async () => {})).toMatchObject([{ level: 'ok' }]);
    const locked = async () => Promise.reject(new AppError('account.keychain', 'Locked.', { hint: 'Unlock it.' }));
    expect(await find({ state: 'signed-in' }, locked)).toMatchObject([
      { level: 'warning', message: 'Locked.', hint: 'Unlock it.' },
    ]);
  });
});
