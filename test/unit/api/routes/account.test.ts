import { describe, expect, it } from 'vitest';
import type { Account, AccountPlan } from '../../../../sidecar/contract/account.ts';
import { AppError } from '../../../../sidecar/contract/errors.ts';
import { makeApi } from '../make-api.ts';

const state: Account = {
  ...{ url: 'https://a.example', state: 'signed-out', signedInAt: null, signIn: null, problem: null },
  keptIn: { name: 'the keychain of macOS', path: null },
};
const plan: AccountPlan = { account: null, plan: 'Team', renewsAt: null, manageUrl: null, usage: [] };

function open() {
  const calls: unknown[] = [];
  const door = {
    read: async () => state,
    signIn: async (options: unknown) => {
      calls.push(options);
      return state;
    },
    cancel: async () => state,
    signOut: async () => state,
    plan: async () => plan,
  };
  return { calls, ...makeApi({ account: async () => door }) };
}

const post = (body = '') => ({ method: 'POST', body });

describe('/api/v1/account', () => {
  it('says without an account URL that there is none, and refuses the rest', async () => {
    const { ask } = makeApi();
    expect(await (await ask('/api/v1/account')).json()).toMatchObject({ url: null, state: 'absent' });
    for (const path of ['sign-in', 'cancel', 'sign-out']) {
      const response = await ask(`/api/v1/account/${path}`, post());
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'account.absent' }]);
    }
    expect((await ask('/api/v1/account/plan')).status).toBe(404);
  });

  it('tells the state and the plan', async () => {
    const { ask } = open();
    expect(await (await ask('/api/v1/account')).json()).toEqual(state);
    expect(await (await ask('/api/v1/account/plan')).json()).toEqual(plan);
  });

  it('takes the file only from whoever says so', async () => {
    const { ask, calls } = open();
    await ask('/api/v1/account/sign-in', post());
    await ask('/api/v1/account/sign-in', post('{"tokenInFile":true}'));
    const wrong = await ask('/api/v1/account/sign-in', post('{"tokenInFile":"yes"}'));
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 'api.invalid', hint: expect.any(String) }]);
    expect(calls).toEqual([{ inFile: false }, { inFile: true }]);
  });

  it('wants the token of the control API', async () => {
    const { ask } = open();
    for (const path of ['', '/plan'])
      expect((await ask(`/api/v1/account${path}`, { headers: { authorization: '' } })).status).toBe(401);
  });

  it('gives expected failures their status', async () => {
    const reject = async () => {
      throw new AppError('account.offline', 'Nobody answers.', { hint: 'Look at the network.' });
    };
    const { ask } = makeApi({
      account: async () => ({ read: reject, signIn: reject, cancel: reject, signOut: reject, plan: reject }),
    });
    const response = await ask('/api/v1/account/plan');
    expect([response.status, await response.json()]).toEqual([
      502,
      { code: 'account.offline', message: 'Nobody answers.', hint: 'Look at the network.' },
    ]);
  });
});
