import { describe, expect, it } from 'vitest';
import { dialects } from '../../../sidecar/dialects/index.ts';
import { providers } from '../../../sidecar/providers/index.ts';
import { describeFailure, writeFailure } from '../../../sidecar/proxy/failure.ts';

const withCode = (code: string) => Object.assign(new Error('x with secret=1'), { code });

describe('describeFailure', () => {
  it.each([
    ['ECONNREFUSED', 502],
    ['ENOTFOUND', 502],
    ['CERT_HAS_EXPIRED', 502],
    ['PROXY_407', 502],
    ['UND_ERR_CONNECT_TIMEOUT', 504],
    ['ETIMEDOUT', 504],
    ['UND_ERR_DESTROYED', 503],
  ])('%s is a %d', (code, status) => {
    const failure = describeFailure(withCode(code), 'https://api.example:8443');
    expect(failure.status).toBe(status);
    expect(failure.message).not.toContain('secret');
    if (status !== 503) expect(failure.message).toContain('api.example:8443');
  });

  it('looks into causes and bundles, and never for ever', () => {
    expect(describeFailure(new Error('x', { cause: withCode('ENOTFOUND') }), 'http://h').message).toContain(
      'ENOTFOUND',
    );
    expect(describeFailure(new AggregateError([withCode('ECONNREFUSED')]), 'http://h').message).toContain(
      'ECONNREFUSED',
    );
    const loop = new Error('x');
    loop.cause = loop;
    expect(describeFailure(loop, 'http://h').message).toContain('connection failed');
  });
});

describe('writeFailure', () => {
  it.each(providers)('speaks the language of $id', (provider) => {
    const { headers, body } = writeFailure({ status: 502, message: 'why' }, dialects, { dialect: null, provider });
    expect(headers['content-type']).toMatch(/json/);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(JSON.stringify(JSON.parse(body))).toContain('why');
  });
});
