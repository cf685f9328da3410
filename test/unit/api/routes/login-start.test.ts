import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../sidecar/contract/errors.ts';
import type { LoginStart } from '../../../../sidecar/contract/login-start.ts';
import { makeApi } from '../make-api.ts';

const path = '/api/v1/login-start';
const file = { path: '/home/ann/.config/autostart/headroom.desktop', what: 'the autostart entry', text: 'x\n' };
const off: LoginStart = { state: 'off', reason: null, files: [file], commands: [] };
const post = (body: string) => ({ method: 'POST', body });

function open() {
  let state = off;
  const loginStart = {
    read: async () => state,
    async switch(on: boolean) {
      if (on && state.state === 'on') throw new AppError('service.failed', 'It exists already.', { hint: 'Move it.' });
      state = { ...state, state: on ? 'on' : 'off' };
      return state;
    },
  };
  return makeApi({ loginStart });
}

describe(path, () => {
  it('shows what would be written, and switches', async () => {
    const { ask } = open();
    expect(await (await ask(path)).json()).toEqual(off);
    expect(await (await ask(path, post('{"on":true}'))).json()).toEqual({ ...off, state: 'on' });
    const refused = await ask(path, post('{"on":true}'));
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'service.failed', hint: 'Move it.' }]);
    expect(await (await ask(path, post('{"on":false}'))).json()).toEqual(off);
  });

  it('takes nothing but on and off, from nobody but who has the token', async () => {
    const { ask } = open();
    expect((await ask(path, post('{"on":"yes"}'))).status).toBe(400);
    expect((await ask(path, { headers: { authorization: '' } })).status).toBe(401);
  });

  it('is unavailable in a sidecar that keeps nothing', async () => {
    const { ask } = makeApi();
    expect(await (await ask(path)).json()).toMatchObject({ state: 'unavailable', reason: expect.any(String) });
    expect((await ask(path, post('{"on":true}'))).status).toBe(409);
  });
});
