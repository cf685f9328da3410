import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../app/api/client.ts';
import { ApiFailure } from '../../../../app/api/failure.ts';

const address = { base: 'http://127.0.0.1:8787/api/v1/', token: 'secret' };

function makeClient(answer: (url: string, init: RequestInit | undefined) => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const client = createClient(address, async (input, init) => {
    asked.push({ url: String(input), init });
    return answer(String(input), init);
  });
  return { client, asked };
}

async function failureOf(promise: Promise<unknown>): Promise<ApiFailure> {
  const error = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiFailure);
  return error as ApiFailure;
}

describe('client', () => {
  it('asks with the token and the right addresses', async () => {
    const { client, asked } = makeClient(() => Response.json({ exchanges: [], conversations: [] }));
    await client.summary({ sinceMs: 1, untilMs: 2 });
    await client.exchanges({ limit: 50, before: 'a&b' });
    await client.exchange('x/y');
    await client.conversations({ limit: 9 });
    expect(asked.map((each) => each.url.slice(address.base.length))).toEqual([
      'summary?since=1&until=2',
      'exchanges?limit=50&before=a%26b',
      'exchanges/x%2Fy',
      'conversations?limit=9',
    ]);
    expect(asked.every((each) => new Headers(each.init?.headers).get('authorization') === 'Bearer secret')).toBe(true);
  });

  it('tells refusals, a bad token and nobody at home apart', async () => {
    const refused = makeClient(() =>
      Response.json({ code: 'store.locked', message: 'Locked.', hint: 'Close it.' }, { status: 503 }),
    );
    expect(await failureOf(refused.client.health())).toMatchObject({
      kind: 'refused',
      message: 'Locked.',
      hint: 'Close it.',
      status: 503,
    });
    const stranger = makeClient(() =>
      Response.json({ code: 'api.unauthorised', message: 'No.', hint: null }, { status: 401 }),
    );
    expect(await failureOf(stranger.client.health())).toMatchObject({ kind: 'unauthorised', hint: undefined });
    const gone = makeClient(() => Promise.reject(new TypeError('fetch failed')));
    expect((await failureOf(gone.client.health())).kind).toBe('offline');
    const odd = makeClient(() => new Response('<html>', { status: 502 }));
    expect(await failureOf(odd.client.health())).toMatchObject({ kind: 'refused', status: 502 });
  });

  it('lets an abort of the caller stay an abort', async () => {
    const { client } = makeClient((_, init) => {
      init?.signal?.throwIfAborted();
      return Response.json({});
    });
    const error = await client.health(AbortSignal.abort()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'AbortError' });
  });

  it('asks for the texts of a tool result by its place in the exchange', async () => {
    const texts = { original: 'long', sent: 'short', reason: 'complete' } as const;
    const { client, asked } = makeClient(() => Response.json(texts));
    expect(await client.segmentTexts('e/1', { index: 3 })).toEqual(texts);
    expect(asked[0]?.url).toBe(`${address.base}exchanges/e%2F1/segments/3`);
  });
});
