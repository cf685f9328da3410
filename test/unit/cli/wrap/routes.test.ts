import { describe, expect, it } from 'vitest';
import { findUpstreams, makeToolEnv, readTemplates, routeUnknown } from '../../../../sidecar/cli/wrap/routes.ts';

const origin = 'http://127.0.0.1:4711';
const names = Object.keys(routeUnknown(origin).env);
const never = (): boolean => false;

describe('findUpstreams', () => {
  it('takes what is set already for the upstream, without the version that clients add', () => {
    const env = { ANTHROPIC_BASE_URL: 'https://gw.example/anthropic/', OPENAI_BASE_URL: 'https://gw.example/v1' };
    expect(findUpstreams(env, names, never)).toEqual({
      ANTHROPIC_TARGET_API_URL: 'https://gw.example/anthropic',
      OPENAI_TARGET_API_URL: 'https://gw.example',
    });
  });

  it('lets an explicit target win, and ignores a Headroom, nonsense, and what the tool does not read', () => {
    const env = { ANTHROPIC_BASE_URL: 'https://gw.example', ANTHROPIC_TARGET_API_URL: 'https://other.example' };
    expect(findUpstreams(env, names, never)).toEqual({});
    expect(findUpstreams({ ANTHROPIC_BASE_URL: `${origin}/` }, names, (url) => url === origin)).toEqual({});
    expect(findUpstreams({ ANTHROPIC_BASE_URL: 'nonsense' }, names, never)).toEqual({});
    expect(findUpstreams({ OPENAI_BASE_URL: 'https://gw.example' }, ['ANTHROPIC_BASE_URL'], never)).toEqual({});
  });
});

describe('makeToolEnv', () => {
  const make = (env: Record<string, string>, route: Record<string, string>) =>
    makeToolEnv(env, { env: route, args: [] }, origin);

  it('sets addresses and keeps what else the user has set', () => {
    const route = { ANTHROPIC_BASE_URL: origin, ENABLE_TOOL_SEARCH: 'true' };
    expect(make({ A: 'b', ANTHROPIC_BASE_URL: 'https://x.example', ENABLE_TOOL_SEARCH: 'auto' }, route)).toEqual({
      A: 'b',
      ANTHROPIC_BASE_URL: origin,
      ENABLE_TOOL_SEARCH: 'auto',
    });
  });

  it('leaves the version away where the upstream has none', () => {
    const route = { OPENAI_BASE_URL: `${origin}/v1` };
    expect(make({ OPENAI_BASE_URL: 'https://gw.example/openai' }, route)).toEqual({ OPENAI_BASE_URL: origin });
    expect(make({ OPENAI_BASE_URL: 'https://gw.example/v1/' }, route)).toEqual({ OPENAI_BASE_URL: `${origin}/v1` });
  });

  it('lays a configuration in JSON over the user’s own', () => {
    const route = { CONFIG: '{"provider":{"a":{"options":{"baseURL":"http://127.0.0.1:4711"}}}}' };
    const { CONFIG } = make({ CONFIG: '{"theme":"x","provider":{"a":{"options":{"k":1}}}}' }, route);
    expect(JSON.parse(CONFIG!)).toEqual({
      theme: 'x',
      provider: { a: { options: { k: 1, baseURL: origin } } },
    });
    expect(make({ CONFIG: 'no json' }, route).CONFIG).toBe(route.CONFIG);
  });

  it('keeps other proxies from requests to this computer', () => {
    expect(make({ HTTPS_PROXY: 'http://corp:1', no_proxy: 'corp' }, {})).toMatchObject({
      NO_PROXY: 'corp,127.0.0.1,localhost',
      no_proxy: 'corp,127.0.0.1,localhost',
    });
    expect(make({ A: '1' }, {})).toEqual({ A: '1' });
  });
});

describe('readTemplates', () => {
  it('puts the address where it is asked for', () => {
    expect(readTemplates('A,B={url}/v1', origin)).toEqual({ A: origin, B: `${origin}/v1` });
    expect(readTemplates(undefined, origin)).toEqual({});
    expect(readTemplates('1A', origin)).toBeNull();
  });
});
