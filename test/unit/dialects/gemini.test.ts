import { expect, it } from 'vitest';
import { gemini } from '../../../sidecar/dialects/gemini.ts';
import { splice } from '../../../sidecar/lib/splice.ts';
import { loadTokens, Optimiser } from '../../../sidecar/worker/inline.ts';

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const user = (...parts: unknown[]) => ({ role: 'user', parts });
const model = (...parts: unknown[]) => ({ role: 'model', parts });
const call = (name: string, args: unknown, id?: string) => ({ functionCall: { name, args, ...(id && { id }) } });
const result = (name: string, response: unknown, id?: string) => ({
  functionResponse: { name, response, ...(id && { id }) },
});

it('reads strings and lists of texts inside the responses of functions, and nothing else', () => {
  const read = gemini.read(
    encode({
      contents: [
        user({ text: '<session_context>today</session_context>' }, { text: 'count the files' }),
        model({ text: 'sure', thoughtSignature: 'c2ln' }, call('run_shell_command', { command: 'ls -la' }, 'a')),
        user(result('run_shell_command', { output: 'one two' }, 'a'), { inlineData: { data: 'aaaa' } }),
        model(call('mcp_list', { query: 'open' })),
        user(
          result('mcp_list', {
            name: 'mcp_list',
            content: [
              { type: 'text', text: 'three' },
              { type: 'image', text: 'no' },
            ],
            error: 'four',
            count: 5,
          }),
        ),
      ],
      systemInstruction: { parts: [{ text: 'help' }] },
    }),
  )!;
  expect(
    read.segments.map(({ text, hint, isError, isNew }) => [text, hint.tool, hint.command, isError, isNew]),
  ).toEqual([
    ['one two', 'run_shell_command', 'ls -la', false, false],
    ['three', 'mcp_list', '', false, true],
    ['four', 'mcp_list', '', true, true],
  ]);
  expect(read.segments[0]!.hint.question).toBe('count the files');
  expect(read.blocks.map(({ kind }) => kind)).toEqual([
    ...['system', 'user', 'user', 'assistant', 'assistant', 'tool-result', 'user', 'assistant', 'tool-result'],
  ]);
});

it('pairs calls without ids by name and order, and reads both spellings', () => {
  const read = gemini.read(
    encode({
      contents: [
        model(call('sh', { command: 'first' }), call('cat', { path: 'b.ts' }), call('sh', { command: 'second' })),
        user(
          { function_response: { name: 'sh', response: { result: 'r1' } } },
          result('cat', { content: 'r2' }),
          result('sh', { output: 'r3' }),
          result('sh', { output: 'of no call' }),
        ),
      ],
    }),
  )!;
  expect(read.segments.map(({ text, hint }) => [text, hint.command, hint.path])).toEqual([
    ['r1', 'first', ''],
    ['r2', '', 'b.ts'],
    ['r3', 'second', ''],
    ['of no call', '', ''],
  ]);
});

it('keeps what Gemini CLI wraps around a text where it is', () => {
  const rows = Array.from({ length: 60 }, (_, id) => ({ id, state: 'open', owner: 'nobody' }));
  const inner = JSON.stringify(rows, null, 2);
  const wrapped = `<untrusted_context>\nOutput: ${inner}\nExit Code: 1\nProcess Group PGID: 77\n</untrusted_context>`;
  const body = encode({
    contents: [model(call('sh', { command: 'rows' })), user(result('sh', { output: wrapped }))],
  });
  expect(gemini.read(body)!.segments[0]).toMatchObject({ text: inner });
  const { result: made } = new Optimiser(loadTokens(), { put: () => null }).optimise(body, {
    ...{ dialect: 'gemini', conversation: '', mode: 'cache', suspended: [], pinned: [] },
    ...{ canStore: false, originalsDir: '~/.headroom/originals' },
  });
  const sent = JSON.parse(Buffer.concat(splice(body, made.edits)).toString());
  const text: string = sent.contents[1].parts[0].functionResponse.response.output;
  expect(text.length).toBeLessThan(wrapped.length / 2);
  expect(text.startsWith('<untrusted_context>\nOutput: ')).toBe(true);
  expect(text.endsWith('\nExit Code: 1\nProcess Group PGID: 77\n</untrusted_context>')).toBe(true);
});

it('a text that only looks wrapped at its beginning is taken whole', () => {
  const text = '<untrusted_context>\nOutput: cut off';
  const read = gemini.read(encode({ contents: [user(result('sh', { output: text }))] }))!;
  expect(read.segments[0]!.text).toBe(text);
  expect(read.segments[0]!.frame).toBeUndefined();
});

it('refuses bodies without contents', () => {
  for (const body of ['{}', '{"contents":{}}', '{"contents":[],"contents":[]}'])
    expect(gemini.read(encode(body))).toBeNull();
});

it('names the model that stands in the path', () => {
  const of = (path: string) => gemini.model({ method: 'POST', path, headers: {} });
  expect(of('/v1beta/models/gemini-2.5-pro:generateContent')).toBe('gemini-2.5-pro');
  expect(of('/v1/projects/p/locations/l/publishers/google/models/g:streamGenerateContent')).toBe('g');
  expect(of('/v1beta/models/g:countTokens')).toBe('');
});

const usage = {
  promptTokenCount: 100,
  cachedContentTokenCount: 64,
  candidatesTokenCount: 7,
  thoughtsTokenCount: 5,
  toolUsePromptTokenCount: 3,
};
const counted = { fresh: 39, write5m: 0, write1h: 0, read: 64, output: 12, model: 'gemini-x', stop: 'STOP' };
const chunks = [
  { candidates: [{ content: { parts: [{ text: 'a' }] } }], usageMetadata: { promptTokenCount: 100 } },
  { candidates: [{ content: { parts: [] }, finishReason: 'STOP' }], modelVersion: 'gemini-x', usageMetadata: usage },
];

it.each([
  ['text/event-stream', chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('')],
  ['application/json; charset=UTF-8', JSON.stringify(chunks, null, 2)],
  ['application/json', JSON.stringify(chunks[1])],
])('takes usage from %s', (contentType, answer) => {
  const reader = gemini.usage(contentType);
  reader.push(encode(answer));
  expect(reader.end()).toEqual(counted);
});

it('speaks errors as Google does', () => {
  expect(JSON.parse(gemini.error(503, 'gone').body)).toEqual({
    error: { code: 503, message: 'gone', status: 'UNAVAILABLE' },
  });
  expect(JSON.parse(gemini.error(401, 'no').body).error.status).toBe('UNAUTHENTICATED');
});
