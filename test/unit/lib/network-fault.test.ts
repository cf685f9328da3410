import { describe, expect, it } from 'vitest';
import { classifyNetworkFault } from '../../../sidecar/lib/network-fault.ts';

const fault = (code: string, cause?: unknown): Error => Object.assign(new Error(code, { cause }), { code });

describe('classifyNetworkFault', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['ECONNREFUSED', 'offline'],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ECONNRESET', 'cut'],
  ])('%s is %s, also as the cause or one of several', (code, expected) => {
    for (const error of [fault(code), fault('X', fault(code)), Object.assign(new Error(), { errors: [fault(code)] })])
      expect(classifyNetworkFault(error)).toBe(expected);
  });

  it('is "cut" for what says nothing, and ends in a circle of causes', () => {
    const circle = fault('X');
    circle.cause = circle;
    expect([classifyNetworkFault(new Error('?')), classifyNetworkFault(circle)]).toEqual(['cut', 'cut']);
  });
});
