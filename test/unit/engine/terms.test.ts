import { expect, it } from 'vitest';
import { findTerms } from '../../../sidecar/engine/terms.ts';

it('finds identifiers, numbers and quoted strings, not filler words', () => {
  const terms = findTerms(
    'Why does `parse header` fail for order_id 4711 in src/http/parser.ts? Look at "connection reset".',
  );
  expect(terms).toEqual(
    expect.arrayContaining(['parse header', 'order_id', '4711', 'src/http/parser.ts', 'connection reset']),
  );
  for (const filler of ['why', 'does', 'for', 'look', 'at', 'in']) expect(terms).not.toContain(filler);
});

it('is bounded and free of duplicates', () => {
  const terms = findTerms('alpha beta alpha', Array.from({ length: 500 }, (_, i) => `term${i}`).join(' '));
  expect(terms.length).toBe(64);
  expect(new Set(terms).size).toBe(terms.length);
});
