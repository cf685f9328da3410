import { describe, expect, it } from 'vitest';
import { AppError } from '../../../sidecar/contract/errors.ts';
import { toFileError, toNetworkError } from '../../../sidecar/installs/failures.ts';

const fault = (code: string, cause?: unknown): Error => Object.assign(new Error(code, { cause }), { code });
const url = 'https://example.com/private/path?signature=secret';

describe('toNetworkError', () => {
  it.each([
    ['ENOTFOUND', 'tool.dns'],
    ['EAI_AGAIN', 'tool.dns'],
    ['ECONNREFUSED', 'tool.offline'],
    ['ENETUNREACH', 'tool.offline'],
    ['UND_ERR_CONNECT_TIMEOUT', 'tool.offline'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tool.tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tool.tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tool.tls'],
    ['CERT_HAS_EXPIRED', 'tool.tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tool.tls'],
    ['ECONNRESET', 'tool.cut'],
    ['UND_ERR_SOCKET', 'tool.cut'],
    ['UND_ERR_BODY_TIMEOUT', 'tool.cut'],
  ])('%s is %s, also as the cause or one of several', (code, expected) => {
    const wrapped = [fault(code), fault('X', fault(code)), Object.assign(new Error('all'), { errors: [fault(code)] })];
    for (const error of wrapped) {
      const told = toNetworkError(error, url);
      expect(told).toMatchObject({ code: expected, hint: expect.any(String) });
      expect(`${told.message} ${told.hint}`).toContain('example.com');
      expect(`${told.message} ${told.hint}`).not.toMatch(/secret|private/);
    }
  });

  it('a proxy that refuses is the way, not the file', () => {
    const error = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
    expect(toNetworkError(error, url)).toMatchObject({
      code: 'tool.offline',
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  it('what has been told already stays', () => {
    const error = new AppError('tool.missing', 'Gone.');
    expect(toNetworkError(error, url)).toBe(error);
  });
});

describe('toFileError', () => {
  it.each([
    ['ENOSPC', 'tool.disk'],
    ['EDQUOT', 'tool.disk'],
    ['EFBIG', 'tool.disk'],
    ['EACCES', 'tool.denied'],
    ['EROFS', 'tool.denied'],
    ['EBUSY', 'tool.denied'],
  ])('%s is %s', (code, expected) => {
    expect(toFileError(fault(code), '/home/x')).toMatchObject({
      code: expected,
      message: expect.stringContaining('/home/x'),
    });
  });

  it('everything else is a defect and stays what it is', () => {
    for (const error of [new TypeError('x'), fault('EBADF')]) expect(toFileError(error, '/')).toBe(error);
  });
});
