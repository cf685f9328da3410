import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHeader, indexHeaders, requestHeaders, responseHeaders } from '../../../sidecar/proxy/headers.ts';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/);
const value = fc.stringMatching(/^[ -~]{0,20}$/);
const headers = fc.array(fc.tuple(name, value), { maxLength: 12 }).map((pairs) => pairs.flat());

describe('requestHeaders', () => {
  it('keeps what is left in order and never adds anything', () => {
    fc.assert(
      fc.property(headers, (raw) => {
        const kept = requestHeaders(raw);
        let at = 0;
        for (let i = 0; i < kept.length; i += 2) {
          while (at < raw.length && !(raw[at] === kept[i] && raw[at + 1] === kept[i + 1])) at += 2;
          expect(at).toBeLessThan(raw.length);
          at += 2;
        }
      }),
    );
  });

  it('drops hop-by-hop headers, nominated ones, host, expect and ours', () => {
    const raw = [
      ...['Host', 'h', 'Connection', 'close, X-Hop', 'X-Hop', '1', 'Keep-Alive', '5', 'Transfer-Encoding', 'chunked'],
      ...[
        'Upgrade',
        'h2c',
        'Expect',
        '100-continue',
        'Proxy-Authorization',
        'x',
        'X-Headroom-Any',
        'y',
        'TE',
        'gzip',
        'A',
        'b',
      ],
    ];
    expect(requestHeaders(raw)).toEqual(['A', 'b']);
  });

  it('lets nobody disown a credential by nominating it', () => {
    expect(requestHeaders(['Connection', 'authorization', 'Authorization', 'x'])).toEqual(['Authorization', 'x']);
  });

  it('states the length that will be sent', () => {
    expect(requestHeaders(['Content-Length', '9', 'A', 'b'], { contentLength: 4 })).toEqual([
      'A',
      'b',
      'content-length',
      '4',
    ]);
    expect(requestHeaders(['Content-Length', '9'])).toEqual([]);
  });

  it('can drop the coding', () => {
    expect(requestHeaders(['Content-Encoding', 'br'], { contentLength: null, keepCoding: false })).toEqual([]);
  });
});

describe('responseHeaders', () => {
  it('reads bytes as latin1 and keeps case, order and repetitions', () => {
    const raw = ['Set-Cookie', 'a', 'set-cookie', 'b', 'X', 'caf\u00e9', 'Connection', 'close', 'Trailer', 'T'];
    expect(responseHeaders(raw.map((text) => Buffer.from(text, 'latin1')))).toEqual([
      ...raw.slice(0, 6),
      'Trailer',
      'T',
    ]);
  });
});

describe('indexHeaders and findHeader', () => {
  it('join repetitions, and are not fooled by names of objects', () => {
    const index = indexHeaders(['A', '1', 'a', '2', 'Cookie', 'x', 'cookie', 'y', '__proto__', 'z']);
    expect(index).toMatchObject({ a: '1, 2', cookie: 'x; y' });
    expect(Object.keys(index)).toContain('__proto__');
    expect(index.constructor).toBeUndefined();
    expect(findHeader(['A', '1', 'a', '2'], 'a')).toBe('2');
    expect(findHeader(['A', '1'], 'b')).toBeUndefined();
  });
});
