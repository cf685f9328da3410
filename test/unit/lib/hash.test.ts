import { expect, it } from 'vitest';
import { digest, digestOf, sha256 } from '../../../sidecar/lib/hash.ts';

it('is SHA-256 over UTF-8, alike for text and bytes', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(digest('ü')).toBe(digest(new TextEncoder().encode('ü')));
  expect(digest('abc')).toBe('ba7816bf8f01cfea4141');
});

it('does not confuse parts whose bytes moved across their border', () => {
  expect(digestOf('ab', 'c')).not.toBe(digestOf('a', 'bc'));
  expect(digestOf('a', '')).not.toBe(digestOf('a'));
});

it('tells texts apart that differ in a half of a character only, as a cut leaves it', () => {
  const [one, other] = ['cut here: \ud83d', 'cut here: \ud83e'];
  expect(digest(one)).not.toBe(digest(other));
  expect(digest(one)).not.toBe(digest(one.toWellFormed()));
  expect(digestOf('a', one)).not.toBe(digestOf('a', other));
});
