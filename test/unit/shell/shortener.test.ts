import { describe, expect, it } from 'vitest';
import { asToolOutput, shortenOutput } from '../../../sidecar/shell/shortener.ts';
import { compressMessages, loadTokens, Optimiser } from '../../../sidecar/worker/inline.ts';

const optimiser = new Optimiser(loadTokens(), { put: () => null });
const compress = async (body: Uint8Array): Promise<Uint8Array> => {
  const made = compressMessages(body, optimiser, { canStore: false, originalsDir: '~/x' })!;
  return Buffer.from(`{"messages":${Buffer.from(made.messages)},"report":${JSON.stringify(made.report)}}`);
};
const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: `user ${id}`, role: 'member', active: true }));

describe('shortenOutput', () => {
  it('asks the engine as the proxy does', async () => {
    const text = JSON.stringify(rows, null, 2);
    const made = await shortenOutput(asToolOutput({ command: 'curl localhost/users', exitCode: 0, text }), compress);
    expect(made.tokensAfter).toBeLessThan(made.tokensBefore / 2);
    expect(made.text).toContain('user 39');
  });

  it('gives back exactly what it was given when there is nothing to gain', async () => {
    const text = 'one line with "quotes", \\n no break, ünïcödé 🧾 and a tab\t';
    expect((await shortenOutput(asToolOutput({ command: 'echo', exitCode: 0, text }), compress)).text).toBe(text);
  });

  it('tells the engine of a failure', () => {
    expect(asToolOutput({ command: 'false', exitCode: 1, text: '' }).isError).toBe(true);
    expect(asToolOutput({ command: 'true', exitCode: 0, text: '' }).isError).toBe(false);
  });

  it('keeps the text when the answer is not what it should be', async () => {
    const odd = async (): Promise<Uint8Array> => Buffer.from('{"messages":[]}');
    const output = asToolOutput({ command: 'x', exitCode: 0, text: 'x' });
    expect(await shortenOutput(output, odd)).toEqual({ text: 'x', tokensBefore: 0, tokensAfter: 0 });
  });
});
