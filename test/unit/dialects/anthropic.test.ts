import { expect, it } from 'vitest';
import { anthropic } from '../../../sidecar/dialects/anthropic.ts';

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

it('leaves alone everything that is no text of a client tool result', () => {
  const read = anthropic.read(
    encode({
      system: 'sys',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'question' },
            { type: 'image', source: { data: 'aaaa' } },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} },
            { type: 'web_search_tool_result', tool_use_id: 's1', content: [{ type: 'text', text: 'server result' }] },
            { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: '/a.log' } },
          ],
        },
        { role: 'system', content: [] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 't1',
              content: [
                { type: 'image', source: {} },
                { type: 'text', text: 'cited', citations: [] },
                { type: 'search_result', text: 'unknown type' },
                { type: 'text', text: 'editable' },
              ],
            },
            { type: 'text', text: 'typed by the user' },
          ],
        },
      ],
    }),
  )!;
  expect(read.segments.map(({ text, hint, isNew }) => [text, hint.tool, hint.path, hint.question, isNew])).toEqual([
    ['editable', 'Read', '/a.log', 'question', true],
  ]);
});

it('leaves alone what answers a program in the container of the provider, which parses it', () => {
  const call = (id: string, caller: object) => ({ type: 'tool_use', id, name: 'q', input: {}, ...caller });
  const answer = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: `answer ${id}` });
  const read = anthropic.read(
    encode({
      messages: [
        {
          role: 'assistant',
          content: [
            call('a', { caller: { type: 'code_execution_20250825', tool_id: 's' } }),
            call('b', { caller: { type: 'direct' } }),
            call('c', {}),
          ],
        },
        { role: 'user', content: [answer('a'), answer('b'), answer('c')] },
      ],
    }),
  )!;
  expect(read.segments.map(({ text }) => text)).toEqual(['answer b', 'answer c']);
  expect(read.blocks.filter(({ kind }) => kind === 'tool-result')).toHaveLength(3);
});

it('refuses a body with a duplicate key, because readers differ in which one counts', () => {
  expect(anthropic.read(encode('{"messages":[{"role":"user","content":"a","content":"b"}]}'))).toBeNull();
});

it('reads breakpoints with their lifetime and keeps them out of the block', () => {
  const body = encode(
    '{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"x","cache_control":{"type":"ephemeral","ttl":"1h"},"is_error":true},' +
      '{"cache_control":{"type":"ephemeral"},"type":"image"}]}]}',
  );
  const blocks = anthropic.read(body)!.blocks;
  const content = blocks.map(({ start, end, mark }) =>
    Buffer.concat([body.subarray(start, mark![0]), body.subarray(mark![1], end)]).toString(),
  );
  expect(blocks.map((block) => block.breakpoint)).toEqual(['1h', '5m']);
  expect(content).toEqual([
    '{"type":"tool_result","tool_use_id":"t","content":"x","is_error":true}',
    '{"type":"image"}',
  ]);
});

it('knows a conversation by its first question, not by the billing block or the spelling', () => {
  const of = (system: unknown, content: unknown) =>
    anthropic.read(encode({ system, messages: [{ role: 'user', content }] }))!.fingerprint;
  const billing = (hex: string) => [
    { type: 'text', text: `x-anthropic-billing-header: ${hex}` },
    { type: 'text', text: 'S' },
  ];
  expect(of(billing('abc'), 'q')).toBe(of(billing('def'), [{ type: 'text', text: 'q' }]));
  expect(of('S', 'q')).not.toBe(of('S', 'other'));
});

it('takes usage from a stream as it grows', () => {
  const reader = anthropic.usage('text/event-stream; charset=utf-8');
  reader.push(
    encode(
      'event: message_start\ndata: {"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":3,"cache_read_input_tokens":100,"cache_creation_input_tokens":50,"cache_creation":{"ephemeral_1h_input_tokens":20},"output_tokens":1}}}\n\n' +
        'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"\\"usage\\""}}\n\n' +
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":42}}\n\n',
    ),
  );
  expect(reader.end()).toEqual({
    fresh: 3,
    write5m: 30,
    write1h: 20,
    read: 100,
    output: 42,
    model: 'claude-x',
    stop: 'tool_use',
  });
});

it.each([
  ['repeats the sum', { cache_creation_input_tokens: 50 }, [30, 20]],
  ['tells a larger sum', { cache_creation_input_tokens: 100, cache_creation: null }, [60, 40]],
  ['tells nothing', { input_tokens: null, cache_read_input_tokens: null, cache_creation_input_tokens: null }, [30, 20]],
])('keeps the lifetimes of what was written when the end of a stream %s', (_, counts, written) => {
  const reader = anthropic.usage('text/event-stream');
  const start = {
    input_tokens: 3,
    cache_read_input_tokens: 100,
    cache_creation_input_tokens: 50,
    cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 20 },
  };
  reader.push(encode(`data: ${JSON.stringify({ type: 'message_start', message: { usage: start } })}\n\n`));
  const usage = { output_tokens: 42, ...counts };
  reader.push(encode(`data: ${JSON.stringify({ type: 'message_delta', usage })}\n\n`));
  const [write5m, write1h] = written;
  expect(reader.end()).toMatchObject({ fresh: 3, read: 100, write5m, write1h, output: 42 });
});

it('takes usage from a plain answer', () => {
  const reader = anthropic.usage('application/json');
  reader.push(
    encode({
      model: 'm',
      stop_reason: 'end_turn',
      usage: { input_tokens: 7, output_tokens: 2, cache_creation_input_tokens: 5 },
    }),
  );
  expect(reader.end()).toEqual({ fresh: 7, write5m: 5, write1h: 0, read: 0, output: 2, model: 'm', stop: 'end_turn' });
});

it('names the model where the path does', () => {
  const of = (path: string) => anthropic.model({ method: 'POST', path, headers: {} });
  expect(of('/model/us.anthropic.claude-x-v1%3A0/invoke')).toBe('us.anthropic.claude-x-v1:0');
  expect(of('/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250929:rawPredict')).toBe(
    'claude-x@20250929',
  );
  expect(of('/model/claude%zz/invoke')).toBe('claude%zz');
  expect(of('/v1/messages')).toBe('');
});

it("takes usage from Bedrock's stream", () => {
  const event = (value: unknown) => {
    const payload = JSON.stringify({ bytes: Buffer.from(JSON.stringify(value)).toString('base64'), p: 'abc' });
    const bytes = Buffer.alloc(16 + 9 + payload.length);
    bytes.writeUInt32BE(bytes.length, 0);
    bytes.writeUInt32BE(9, 4);
    bytes.write(payload, 21);
    return bytes;
  };
  const reader = anthropic.usage('application/vnd.amazon.eventstream');
  const start = { type: 'message_start', message: { model: 'claude-x', usage: { input_tokens: 3, output_tokens: 1 } } };
  reader.push(event(start));
  reader.push(Buffer.from('this is no message of that kind'));
  reader.push(event({ type: 'message_delta', usage: { output_tokens: 99 } }));
  expect(reader.end()).toMatchObject({ fresh: 3, output: 1, model: 'claude-x' });
});
