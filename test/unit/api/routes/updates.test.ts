import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../sidecar/contract/errors.ts';
import type { Updates } from '../../../../sidecar/contract/updates.ts';
import { makeApi } from '../make-api.ts';

const path = '/api/v1/updates';
const known: Updates = {
  ...{ url: 'https://example.com/', channel: 'stable', current: '1.0.0', checkedAt: null, newer: null, problem: null },
};
const open = (code?: 'updates.off' | 'updates.absent') =>
  makeApi({
    updates: {
      read: async () => known,
      check: async () => {
        if (code !== undefined) throw new AppError(code, 'No.', { hint: 'Choose.' });
        return { ...known, checkedAt: 7 };
      },
    },
  });
const check = { method: 'POST', body: '{}' };

describe(path, () => {
  it('tells what is known without asking, and asks when it is told to', async () => {
    const { ask } = open();
    expect(await (await ask(path)).json()).toEqual(known);
    expect(await (await ask(`${path}/check`, check)).json()).toEqual({ ...known, checkedAt: 7 });
  });

  it('says why nobody is asked', async () => {
    expect((await open('updates.off').ask(`${path}/check`, check)).status).toBe(409);
    expect((await open('updates.absent').ask(`${path}/check`, check)).status).toBe(404);
    expect((await makeApi().ask(path)).status).toBe(404);
    expect((await open().ask(path, { headers: { authorization: '' } })).status).toBe(401);
  });
});
