import { expect, it } from 'vitest';
import { mayBlameEdit } from '../../../sidecar/proxy/replay.ts';

it('an edit may be to blame for a 4xx, but not for who asks, limits or the connection', () => {
  const blamed = Array.from({ length: 500 }, (_, i) => i + 100).filter(mayBlameEdit);
  expect(blamed).toContain(400);
  expect(blamed).toContain(413);
  expect(blamed).toContain(422);
  for (const status of [401, 402, 403, 404, 407, 408, 409, 425, 429]) expect(blamed).not.toContain(status);
  expect(blamed.every((status) => status >= 400 && status < 500)).toBe(true);
});
