import { describe, expect, it } from 'vitest';
import { findDescription, isSafeAddress } from '../../../sidecar/account/addresses.ts';

describe('isSafeAddress', () => {
  it.each([
    ['https://auth.example.com/token', 'https://account.example.com', true],
    ['http://account.example.com/token', 'https://account.example.com', false],
    ['http://127.0.0.1:1/token', 'https://account.example.com', false],
    ['http://127.0.0.1:1/token', 'http://localhost:2', true],
    ['https://ann:pw@account.example.com', 'https://account.example.com', false],
    ['javascript:alert(1)', 'http://localhost', false],
    ['file:///etc/passwd', 'http://localhost', false],
    ['no address', 'http://localhost', false],
    [undefined, 'http://localhost', false],
  ])('%s for %s: %s', (address, account, expected) => {
    expect(isSafeAddress(address, account)).toBe(expected);
  });
});

describe('findDescription', () => {
  it('puts its name before the path (RFC 8414)', () => {
    const name = '/.well-known/oauth-authorization-server';
    expect(findDescription('https://a.example')).toBe(`https://a.example${name}`);
    expect(findDescription('https://a.example/team/1')).toBe(`https://a.example${name}/team/1`);
  });
});
