import { describe, expect, it } from 'vitest';
import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';

const event = (value: unknown, name = '') => `${name && `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`;

/** Streams in the shapes that real clients got from a provider, with texts of our own. One per dialect, or it fails here. */
const streams = {
  anthropic: [
    event(
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          model: 'm',
          usage: { input_tokens: 3, cache_read_input_tokens: 5, cache_creation_input_tokens: 2, output_tokens: 1 },
        },
      },
      'message_start',
    ),
    ': ping\n\n',
    event(
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'naïve 🧾 "usage"' } },
      'content_block_delta',
    ),
    event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }, 'message_delta'),
    event({ type: 'message_stop' }, 'message_stop'),
  ],
  'openai-chat': [
    event({
      id: 'c',
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta: { content: 'naïve 🧾' } }],
    }),
    event({ id: 'c', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'end_turn' }] }),
    event({
      id: 'c',
      model: 'm',
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 5 } },
    }),
    'data: [DONE]\n\n',
  ],
  'openai-responses': [
    event({ type: 'response.created', response: { id: 'r', status: 'in_progress', usage: null } }, 'response.created'),
    event({ type: 'response.output_text.delta', delta: 'naïve 🧾' }, 'response.output_text.delta'),
    event(
      {
        type: 'response.completed',
        response: {
          id: 'r',
          model: 'm',
          status: 'end_turn',
          output: [],
          usage: { input_tokens: 10, input_tokens_details: { cached_tokens: 5 }, output_tokens: 9 },
        },
      },
      'response.completed',
    ),
  ],
  gemini: [
    event({
      candidates: [{ content: { role: 'model', parts: [{ text: 'naïve 🧾' }] }, index: 0 }],
      modelVersion: 'm',
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 1 },
    }),
    event({
      candidates: [
        {
          content: {
            role: 'model',
            parts: [{ functionCall: { name: 'f', args: {}, id: 'i' }, thoughtSignature: 'c2ln' }],
          },
          finishReason: 'end_turn',
        },
      ],
      modelVersion: 'm',
      usageMetadata: {
        promptTokenCount: 10,
        cachedContentTokenCount: 5,
        candidatesTokenCount: 4,
        thoughtsTokenCount: 5,
      },
    }),
  ],
} satisfies Record<DialectId, readonly string[]>;

describe.each(dialects.map((dialect) => [dialect.id, dialect] as const))('a stream of %s', (id, dialect) => {
  it.each(['\n', '\r\n'])('tells its usage wherever its bytes are cut (line ends %j)', (lineEnd) => {
    const bytes = new TextEncoder().encode(streams[id].join('').replaceAll('\n', lineEnd));
    const read = (...chunks: readonly Uint8Array[]) => {
      const reader = dialect.usage('text/event-stream; charset=utf-8');
      for (const chunk of chunks) reader.push(chunk);
      return reader.end();
    };
    const whole = read(bytes);
    expect(whole).toMatchObject({ read: 5, output: 9, model: 'm', stop: 'end_turn' });
    expect(whole!.fresh + whole!.write5m).toBe(5);
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(read(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    expect(read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });
});
