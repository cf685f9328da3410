import { expect, it } from 'vitest';
import { openaiResponses } from '../../../sidecar/dialects/openai-responses.ts';

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

it('pairs results with calls by id, also when something stands between them', () => {
  const read = openaiResponses.read(
    encode({
      instructions: 'help',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'find it' }] },
        {
          type: 'custom_tool_call',
          call_id: 'c1',
          name: 'exec',
          input: 'const r = await tools.exec_command({cmd: "rg foo src"}); text(r.output)',
        },
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'hook context' }] },
        {
          type: 'custom_tool_call_output',
          call_id: 'c1',
          output: [
            { type: 'input_text', text: 'Wall time 1 s' },
            { type: 'input_text', text: 'src/a.ts:1:foo' },
          ],
        },
        { type: 'function_call', call_id: 'c2', name: 'shell', arguments: '{"cmd":"ls"}' },
        { type: 'function_call_output', call_id: 'c2', output: 'a b c' },
        { type: 'web_search_call', id: 'w', output: 'provider result' },
      ],
    }),
  )!;
  expect(read.segments.map(({ text, hint, isNew }) => [text, hint.command, isNew])).toEqual([
    ['Wall time 1 s', 'rg foo src', false],
    ['src/a.ts:1:foo', 'rg foo src', false],
    ['a b c', 'ls', true],
  ]);
  expect(read.segments[0]!.hint.question).toBe('find it');
});

it('accepts a plain string as input and finds nothing to edit', () => {
  expect(openaiResponses.read(encode({ input: 'hello' }))!.segments).toEqual([]);
});

it('takes usage from the completed event', () => {
  const reader = openaiResponses.usage('text/event-stream');
  reader.push(
    encode(
      'event: response.completed\ndata: {"type":"response.completed","response":{"model":"gpt-5","status":"completed","usage":{"input_tokens":200,"input_tokens_details":{"cached_tokens":128},"output_tokens":11}}}\n\n',
    ),
  );
  expect(reader.end()).toEqual({
    fresh: 72,
    write5m: 0,
    write1h: 0,
    read: 128,
    output: 11,
    model: 'gpt-5',
    stop: 'completed',
  });
});

it('leaves alone what answers a program of the provider, which parses it', () => {
  const turn = (id: string, call: object, output: object) => [
    { type: 'function_call', call_id: id, name: 'q', arguments: '{}', ...call },
    { type: 'function_call_output', call_id: id, output: `answer ${id}`, ...output },
  ];
  const program = { caller: { type: 'program', caller_id: 'p' } };
  const input = [...turn('a', program, program), ...turn('b', program, {}), ...turn('c', {}, program)];
  const direct = { caller: { type: 'direct' } };
  const read = openaiResponses.read(encode({ input: [...input, ...turn('d', direct, direct), ...turn('e', {}, {})] }))!;
  expect(read.segments.map(({ text }) => text)).toEqual(['answer d', 'answer e']);
});
