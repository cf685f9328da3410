import { describe, expect, it } from 'vitest';
import { collectAttempts } from '../../../sidecar/learn/attempts.ts';
import type { TranscriptEvent } from '../../../sidecar/transcripts/index.ts';

const place = { client: 'codex', session: 's', project: '/shop', at: 1 };
const call = (id: string, over: object = {}): TranscriptEvent => ({
  kind: 'call',
  ...place,
  id,
  tool: 't',
  command: 'c',
  path: '',
  ...over,
});
const result = (id: string, text = 'ok'): TranscriptEvent => ({ kind: 'result', ...place, id, text, isError: false });

async function* stream(events: readonly TranscriptEvent[]) {
  yield* events;
}

describe('collectAttempts', () => {
  it('pairs calls with results by id, whatever their order, and counts repeated lines once', async () => {
    const events = [call('a'), call('b'), result('b'), result('a'), call('a'), result('a'), result('x')];
    expect((await collectAttempts(stream(events), () => true)).map(({ text }) => text)).toEqual(['ok', 'ok']);
  });

  it('keeps only the beginning of a result, and only the project that is asked for', async () => {
    const events = [call('a'), result('a', 'x'.repeat(9000))];
    expect((await collectAttempts(stream(events), () => true))[0]?.text).toHaveLength(2000);
    expect(await collectAttempts(stream(events), (project) => project === '/other')).toEqual([]);
  });
});
