import { describe, expect, it } from 'vitest';
import { toConnectable, toOrigin } from '../../../sidecar/lib/origin.ts';

describe('origin', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', 'http://127.0.0.1:8787'],
    ['0.0.0.0', '127.0.0.1', 'http://127.0.0.1:8787'],
    ['', '127.0.0.1', 'http://127.0.0.1:8787'],
    ['::', '::1', 'http://[::1]:8787'],
    ['localhost', 'localhost', 'http://localhost:8787'],
  ])('%j', (host, connectable, origin) => {
    expect(toConnectable(host)).toBe(connectable);
    expect(toOrigin(host, 8787)).toBe(origin);
  });
});
