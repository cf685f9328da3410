import { describe, expect, it } from 'vitest';
import { formatKept, isFresh, parseGrant, parseKept, pickKept } from '../../../sidecar/account/grants.ts';

const service = {
  ...{ url: 'https://a.example', deviceEndpoint: 'https://a.example/d', tokenEndpoint: 'https://a.example/t' },
  ...{ revocationEndpoint: null, planEndpoint: 'https://a.example/plan', scope: '' },
};
const grant = { accessToken: 'a', expiresAt: 100_000, refreshToken: 'r' };

describe('parseGrant', () => {
  it('reads the tokens and when they end', () => {
    const body = { access_token: 'a', token_type: 'bearer', expires_in: 100, refresh_token: 'r' };
    expect(parseGrant(service, body, 0)).toEqual(grant);
    expect(parseGrant(service, { access_token: 'a', token_type: 'Bearer' }, 0)).toMatchObject({ expiresAt: null });
  });

  it.each([[{}], [{ access_token: 'a' }], [{ access_token: 'a', token_type: 'mac' }], [{ token_type: 'Bearer' }]])(
    'refuses %j',
    (body) => {
      expect(() => parseGrant(service, body, 0)).toThrow(expect.objectContaining({ code: 'account.refused' }));
    },
  );
});

describe('what is kept', () => {
  it('is the token that lasts, and comes back as it was', () => {
    expect(pickKept(grant)).toEqual({ kind: 'refresh', token: 'r', expiresAt: null });
    const kept = pickKept({ ...grant, refreshToken: null });
    expect(kept).toEqual({ kind: 'access', token: 'a', expiresAt: 100_000 });
    expect(parseKept(formatKept(kept))).toEqual(kept);
  });

  it.each(['', '{', '{}', '{"kind":"other","token":"x"}', '{"kind":"refresh","token":""}'])('is not %j', (text) => {
    expect(parseKept(text)).toBeNull();
  });

  it('counts as over half a minute before it is', () => {
    expect([isFresh(grant, 69_999), isFresh(grant, 70_000), isFresh({ expiresAt: null }, 1e15)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
