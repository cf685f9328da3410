import { describe, expect, it } from 'vitest';
import { findProxy } from '../../../sidecar/proxy/connect.ts';

const target = (url: string) => new URL(url);
const env = { HTTPS_PROXY: 'http://proxy.example:3128' };
const find = (url: string, more: Record<string, string> = {}) =>
  findProxy(target(url), { ...env, ...more })?.href ?? null;

describe('findProxy', () => {
  it('is HTTPS_PROXY for https, in either case of the name, and none without', () => {
    expect(find('https://api.example')).toBe('http://proxy.example:3128/');
    expect(find('https://api.example', { https_proxy: 'http://low:1' })).toBe('http://low:1/');
    expect(findProxy(target('https://api.example'), {})).toBeNull();
    expect(find('http://api.example')).toBeNull();
    expect(findProxy(target('https://api.example'), { HTTP_PROXY: 'plain:1' })?.href).toBe('http://plain:1/');
  });

  it.each(['http://127.0.0.1:1', 'https://localhost', 'https://[::1]:8'])('is never used for %s', (url) => {
    expect(find(url, { HTTP_PROXY: 'http://proxy.example' })).toBeNull();
  });

  it.each([
    ['https://api.example', 'api.example', false],
    ['https://a.api.example', 'api.example', false],
    ['https://a.api.example', '.api.example', false],
    ['https://api.example', '*.api.example', true],
    ['https://a.api.example', '*.api.example', false],
    ['https://notapi.example', 'api.example', true],
    ['https://api.example', 'x, *', false],
    ['https://api.example:8443', 'api.example:443', true],
    ['https://api.example', 'api.example:443', false],
    ['https://API.example.', 'api.example', false],
    ['https://[2001:db8::1]', '2001:db8::1', false],
    ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443', false],
    ['https://api.example', '', true],
  ])('%s with NO_PROXY "%s"', (url, list, isProxied) => {
    expect(find(url, { NO_PROXY: list }) !== null).toBe(isProxied);
  });

  it('ignores what is not an HTTP proxy', () => {
    expect(find('https://api.example', { https_proxy: 'socks5://s:1' })).toBeNull();
    expect(find('https://api.example', { https_proxy: 'http://' })).toBeNull();
  });
});
