import { describe, expect, it } from 'vitest';
import { findPhrase } from '../../../../sidecar/engine/json/phrases.ts';

const lines = (count: number, write: (n: number) => string) => Array.from({ length: count }, (_, n) => write(n));

describe('findPhrase', () => {
  it('says a sentence once and keeps what differs, without its prefix and unit', () => {
    const phrase = findPhrase(lines(20, (n) => `worker-${n % 3} stored batch ${900 + n} in ${n}ms`));
    expect(phrase?.text).toBe(`worker-\${} stored batch \${} in \${}ms`);
    expect(phrase?.fill('worker-2 stored batch 17 in 4ms')).toEqual(['2', '17', '4']);
  });

  it('refuses a string that is made otherwise, or that could not be told apart', () => {
    const phrase = findPhrase(lines(20, (n) => `worker-${n % 3} stored batch ${900 + n}`))!;
    for (const other of [
      'worker-1 lost batch 7',
      'worker-1 stored batch',
      'worker- stored batch 7',
      'worker-"1 stored batch 7',
    ]) {
      expect(phrase.fill(other)).toBeNull();
    }
  });

  it('finds none where strings have little in common', () => {
    expect(findPhrase(lines(20, (n) => `a${n} b${n} c${n} d${n} e${n} f${n} g${n}`))).toBeNull();
    expect(findPhrase(lines(20, (n) => (n % 2 ? 'one two three four' : 'five six')))).toBeNull();
    expect(findPhrase([])).toBeNull();
  });
});
