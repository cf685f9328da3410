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

it('refuses what is no list of messages', () => {
  for (const odd of ['', '[]', '{"messages":{}}', '{"messages":']) expect(run(odd)).toBeNull();
});
