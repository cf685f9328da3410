import { expect, it } from 'vitest';
import { openaiChat } from '../../../sidecar/dialects/openai-chat.ts';

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

it('reads tool messages only, string or parts', () => {
  const call = {
    id: 'c1',
    type: 'function',
    function: { name: 'shell', arguments: '{"command":["bash","-lc","npm test"]}' },
  };
  const read = openaiChat.read(
    encode({
      model: 'gpt-5',
      prompt_cache_key: 'thread-1',
      messages: [
        { role: 'developer', content: 'rules' },
        { role: 'user', content: 'run it' },
        { role: 'assistant', content: null, tool_calls: [call] },
        {
          role: 'tool',
          tool_call_id: 'c1',
          content: [
            { type: 'text', text: 'out' },
            { type: 'image_url', image_url: {} },
          ],
        },
        { role: 'function', name: 'old', content: 'legacy' },
      ],
    }),
  )!;
  expect(read.segments.map(({ text, hint }) => [text, hint.tool, hint.command, hint.question])).toEqual([
    ['out', 'shell', 'npm test', 'run it'],
  ]);
  expect(read.session).toBe('thread-1');
  expect(read.blocks.map((block) => block.kind)).toEqual(['system', 'user', 'assistant', 'tool-result', 'other']);
});

it('takes usage from the last chunk of a stream', () => {
  const reader = openaiChat.usage('text/event-stream');
  reader.push(
    encode(
      'data: {"model":"gpt-5","choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}\n\n' +
        'data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"prompt_tokens_details":{"cached_tokens":64}}}\n\ndata: [DONE]\n\n',
    ),
  );
  expect(reader.end()).toEqual({
    fresh: 36,
    write5m: 0,
    write1h: 0,
    read: 64,
    output: 9,
    model: 'gpt-5',
    stop: 'stop',
  });
});

it('reports nothing for a stream without usage', () => {
  const reader = openaiChat.usage('text/event-stream');
  reader.push(encode('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'));
  expect(reader.end()).toBeNull();
});
