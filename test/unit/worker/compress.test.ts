import { expect, it } from 'vitest';
import { digest } from '../../../sidecar/lib/hash.ts';
import { compressMessages, loadTokens, Optimiser } from '../../../sidecar/worker/inline.ts';

const optimiser = new Optimiser(loadTokens(), { put: (text) => ({ id: digest(text) }) });
const options = { canStore: true, originalsDir: '~/.headroom/originals' };
const rows = JSON.stringify(
  Array.from({ length: 200 }, (_, i) => ({ id: i, owner: `user${i % 9}`, open: true })),
  null,
  2,
);
const run = (source: string) => compressMessages(new TextEncoder().encode(source), optimiser, options);

it.each([
  ['Anthropic', [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: rows }] }]],
  ['OpenAI', [{ role: 'tool', tool_call_id: 't', content: rows }]],
])('keeps the shape of %s messages and every byte outside the edit', (_, messages) => {
  const spelled = JSON.stringify(messages, null, 3);
  const { messages: sent, report } = run(`{"id": 1, "messages": ${spelled} }`)!;
  const text = Buffer.from(sent).toString();
  const at = spelled.indexOf(JSON.stringify(rows).slice(0, 40));
  expect(text.slice(0, at)).toBe(spelled.slice(0, at));
  expect(text.length).toBeLessThan(spelled.length);
  expect(report.tokens_saved).toBe(report.tokens_before - report.tokens_after);
  expect(report.compression_ratio).toBeCloseTo(report.tokens_after / report.tokens_before, 10);
});

it('keeps a row that only the query asks for', () => {
  const messages = JSON.stringify([
    { role: 'tool', tool_call_id: 't', content: rows.replace('"id": 137,', '"id": 137, "ref": "ZX-81",') },
  ]);
  expect(Buffer.from(run(`{"messages":${messages},"query":"who owns ZX-81?"}`)!.messages).toString()).toContain(
    'ZX-81',
  );
});

it('is done for one request alone where that is asked for', () => {
  const file = Array.from({ length: 90 }, (_, at) => `${at + 1}\tconst tray${at} = bake(${at});`).join('\n');
  const call = (id: string, content: string) => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Read', input: { file_path: 'src/oven.ts' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
  ];
  const messages = [
    { role: 'user', content: 'Fix it.' },
    ...call('a', file),
    ...call('b', file.replace('(7)', '(70)')),
  ];
  const source = new TextEncoder().encode(JSON.stringify({ messages }));
  const by = (mode: 'cache' | 'token') =>
    compressMessages(source, optimiser, { ...options, mode })!.report.segments.map((segment) => segment.by);
  expect(by('cache')).toEqual([[], []]);
  expect(by('token')).toEqual([['stale'], []]);
});

it('refuses what is no list of messages', () => {
  for (const odd of ['', '[]', '{"messages":{}}', '{"messages":']) expect(run(odd)).toBeNull();
});
