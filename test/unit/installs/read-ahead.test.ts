import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readAhead } from '../../../sidecar/installs/read-ahead.ts';

const pass = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('gives all that came before a stream broke, then the error', async () => {
  const body = new PassThrough();
  const chunks = readAhead(body);
  body.write('one');
  body.write('two');
  await pass();
  body.destroy(new Error('reset'));
  await pass();
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of chunks) text += Buffer.from(chunk).toString();
  };
  await expect(read()).rejects.toThrow('reset');
  expect(text).toBe('onetwo');
});

it('slows a stream down that is faster than its reader, and loses nothing', async () => {
  let given = 0;
  const body = Readable.from(
    (function* () {
      for (; given < 200; given++) yield Buffer.alloc(100_000, given);
    })(),
  );
  const chunks = readAhead(body);
  for (let at = 0; at < 500; at++) await pass();
  expect(given).toBeLessThan(100);
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  expect(bytes).toBe(20_000_000);
});

it('does not wait for ever when a stream ends without saying so', async () => {
  const body = new PassThrough();
  const chunks = readAhead(body);
  body.destroy();
  await expect(chunks[Symbol.asyncIterator]().next()).rejects.toThrow('closed early');
});
