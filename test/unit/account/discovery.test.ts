import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover } from '../../../sidecar/account/discovery.ts';
import { type AccountServer, startAccountServer } from './support/account-server.ts';

let server: AccountServer;
beforeEach(async () => {
  server = await startAccountServer();
});
afterEach(() => server.close());

const find = () => discover(server.url, { env: {} });

describe('discover', () => {
  it('takes the endpoints, the scopes that there are, and the plan’s own place', async () => {
    server.description = { scopes_supported: ['plan', 'email'], headroom_plan_endpoint: `${server.url}/v2/plan` };
    expect(await find()).toEqual({
      url: server.url,
      deviceEndpoint: `${server.url}/device`,
      tokenEndpoint: `${server.url}/token`,
      revocationEndpoint: `${server.url}/revoke`,
      planEndpoint: `${server.url}/v2/plan`,
      scope: 'plan',
    });
    server.description = {};
    expect(await find()).toMatchObject({ scope: 'plan offline_access', planEndpoint: `${server.url}/plan` });
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['no device endpoint', { device_authorization_endpoint: undefined }],
    ['an endpoint without protection', { token_endpoint: 'http://example.com/token' }],
    ['an endpoint with a login in it', { revocation_endpoint: 'https://a:b@example.com/revoke' }],
    ['an endpoint that is no address', { headroom_plan_endpoint: 'javascript:alert(1)' }],
    ['an endpoint that is no text', { device_authorization_endpoint: ['https://example.com'] }],
  ])('refuses %s', async (_name, description) => {
    server.description = description;
    await expect(find()).rejects.toMatchObject({
      code: 'account.invalid-url',
      hint: expect.stringContaining('--account-url'),
    });
  });

  it('says of a server that is something else that it is no account service', async () => {
    await expect(discover(`${server.url}/elsewhere`, { env: {} })).rejects.toMatchObject({
      code: 'account.invalid-url',
      message: expect.stringContaining('404'),
    });
    expect(server.asked.at(-1)?.path).toBe('/.well-known/oauth-authorization-server/elsewhere');
  });
});
