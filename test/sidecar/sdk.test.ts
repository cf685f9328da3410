import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, openHeadroom } from '../../sidecar/sdk/index.ts';
import { type Provider, startProvider } from './provider.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { cleanUp, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

let provider: Provider;
let home = '';

beforeEach(async () => {
  provider = await startProvider();
  home = makeHome();
});
afterEach(async () => {
  await cleanUp();
  await provider?.close();
});

type Message = { readonly role: string; readonly content: unknown };
const request = JSON.parse(makeTurn(2)) as { messages: Message[]; model: string };

describe('openHeadroom', () => {
  it('finds the Headroom of a home, shortens messages, gives originals back and tells figures', async (context) => {
    context.skip(process.platform === 'win32', 'the processes of the sidecar cannot be listed there');
    const { url } = await startSidecarProcess(home, provider.url);
    const headroom = openHeadroom({ home });
    expect(await headroom.baseUrl('anthropic')).toBe(url);
    expect(await headroom.baseUrl('openai', { project: 'my project' })).toBe(`${url}/p/my%20project/v1`);

    const { messages, tokensBefore, tokensAfter, originals, skipped } = await headroom.compress(request);
    expect(skipped).toBeNull();
    expect(tokensAfter).toBeLessThan(tokensBefore * 0.7);
    expect(messages.map(({ role }) => role)).toEqual(request.messages.map(({ role }) => role));
    const [id = ''] = originals;
    const [original] = readResults(Buffer.from(JSON.stringify(request)));
    expect(await headroom.retrieve(id)).toBe(original);
    expect(await headroom.retrieve(id, { lines: '1-2' })).toBe(original?.split('\n').slice(0, 2).join('\n'));
    expect((await headroom.search('service-0-7')).map((hit) => hit.id)).toEqual([id]);

    await sendTurn(url, 'talk', makeTurn(1));
    await expect.poll(async () => (await headroom.exchanges({ limit: 5 })).length).toBe(1);
    expect((await headroom.summary({ days: 1 })).requests).toBe(1);
    expect(await headroom.conversations()).toHaveLength(1);
    expect((await headroom.health()).status).toBe('ok');
  });

  it('stands in no way when none runs: messages as they are, no base URL; figures say what to do', async () => {
    const headroom = openHeadroom({ home, url: 'http://127.0.0.1:9' });
    expect(await headroom.baseUrl('openai')).toBeNull();
    const { messages, skipped, originals } = await headroom.compress(request);
    expect(messages).toBe(request.messages);
    expect([skipped, originals]).toEqual([expect.stringContaining('No Headroom answers'), []]);
    const failure = await headroom.summary().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'sdk.unreachable', hint: expect.stringContaining('headroom start') });
  });

  it('says what the sidecar refuses', async (context) => {
    context.skip(process.platform === 'win32', 'the processes of the sidecar cannot be listed there');
    const { url } = await startSidecarProcess(home, provider.url);
    const headroom = openHeadroom({ url, token: 'x'.repeat(43) });
    await expect(headroom.summary()).rejects.toMatchObject({ code: 'sdk.refused' });
    await expect(openHeadroom({ home }).retrieve('0'.repeat(20))).rejects.toMatchObject({ code: 'sdk.refused' });
    // Not what a list of messages looks like: given back, with the reason.
    const broken = await headroom.compress({ messages: [1] as never[], model: 'm' });
    expect(broken).toMatchObject({ messages: [1], skipped: expect.stringContaining('not valid') });
  });
});
