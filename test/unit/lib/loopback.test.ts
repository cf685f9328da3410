import { describe, expect, it } from 'vitest';
import { isLoopbackName } from '../../../sidecar/lib/loopback.ts';

describe('isLoopbackName', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '[::ffff:7f00:1]',
  ])('%s is this machine', (name) => {
    expect(isLoopbackName(name)).toBe(true);
  });

  it.each([
    '',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '128.0.0.1',
    '10.0.0.1',
    '0.0.0.0',
    '::',
    '::2',
    '::ffff:8.8.8.8',
  ])('%s is not', (name) => {
    expect(isLoopbackName(name)).toBe(false);
  });
});
