import { expect, it } from 'vitest';
import { readBodyWithin } from '../../../sidecar/machine/web-body.ts';

it('reads a body to its end, also where a character is cut in two, and no further than it may', async () => {
  let given = 0;
  const body = async function* (chunks: readonly Buffer[]) {
    for (const chunk of chunks) {
      given++;
      yield chunk;
    }
  };
  const euro = Buffer.from('12 €');
  expect(await readBodyWithin(body([euro.subarray(0, 4), euro.subarray(4)]), euro.length)).toBe('12 €');
  given = 0;
  expect(await readBodyWithin(body([euro, euro, euro]), euro.length)).toBeNull();
  expect(given).toBe(2);
});
