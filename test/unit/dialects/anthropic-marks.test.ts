import { describe, expect, it } from 'vitest';
import { anthropic } from '../../../sidecar/dialects/anthropic.ts';
import { placeMarks } from '../../../sidecar/dialects/anthropic-marks.ts';
import { splice } from '../../../sidecar/lib/splice.ts';
import { bytesOf } from '../../laws/conversations.ts';

const filler = 'knead the dough, then let it rest. '.repeat(200);
const tool = { name: 'bash', description: filler, input_schema: { type: 'object' } };
const call = (id: string) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'bash', input: {} }] });
const answer = (id: string, more: object[] = []) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content: 'done' }, ...more],
});
const loop = (turns: number) => [
  { role: 'user', content: 'Bake.' },
  ...Array.from({ length: turns }, (_, at) => [call(`t${at}`), answer(`t${at}`)]).flat(),
];

function mark(body: object): { text: string; marked: string[] } {
  const bytes = bytesOf(body);
  const marks = placeMarks(bytes);
  const edits = marks.map(({ at, text }) => ({ start: at, end: at, bytes: Buffer.from(text) }));
  const sent = Buffer.concat(
    splice(
      bytes,
      edits.sort((a, b) => a.start - b.start),
    ),
  );
  const found: string[] = [];
  JSON.parse(sent.toString(), (_key, value) => {
    if (value?.cache_control) found.push(value.tool_use_id ?? value.name ?? value.type);
    return value;
  });
  return { text: sent.toString().replaceAll(',"cache_control":{"type":"ephemeral"}', ''), marked: found };
}

describe('placeMarks', () => {
  it('marks what stays the same and the two newest user messages, and changes nothing else', () => {
    const body = { tools: [tool], system: [{ type: 'text', text: 'You bake.' }], messages: loop(3) };
    const { text, marked } = mark(body);
    expect(marked).toEqual(['text', 't1', 't2']);
    expect(text).toBe(JSON.stringify(body));
    expect(mark({ messages: loop(2), tools: [tool], system: 'You bake.' }).marked).toEqual(['t0', 't1', 'bash']);
    expect(mark({ tools: [tool], messages: loop(1) }).marked).toEqual(['bash', 't0']);
  });

  it('reads in each turn what it wrote in the turn before', () => {
    const last = (turns: number) => mark({ tools: [tool], messages: loop(turns) }).marked;
    for (const turns of [2, 3, 8]) expect(last(turns + 1)).toContain(`t${turns - 1}`);
  });

  it.each<[string, object]>([
    ['a first question', { tools: [tool], messages: loop(0) }],
    [
      'a chat without tools',
      { system: filler, messages: [...loop(0), { role: 'assistant', content: 'Yes.' }, ...loop(0)] },
    ],
    ['a short prompt', { messages: loop(3) }],
    [
      'a request with a mark in a result',
      {
        tools: [tool],
        messages: [
          ...loop(1),
          call('x'),
          answer('x', [{ type: 'text', text: 'and', cache_control: { type: 'ephemeral' } }]),
        ],
      },
    ],
    ['a request with automatic caching', { tools: [tool], cache_control: { type: 'ephemeral' }, messages: loop(3) }],
    [
      'an answer that is being continued',
      { tools: [tool], messages: [...loop(2), { role: 'assistant', content: 'So' }] },
    ],
  ])('leaves %s alone', (_, body) => {
    expect(placeMarks(bytesOf(body))).toEqual([]);
  });

  it('is not fooled by a text that speaks of marks, nor by empty texts and tools with rules of their own', () => {
    const spoken = [...loop(1), call('x'), answer('x', [{ type: 'text', text: '{"cache_control": 1}' }])];
    expect(mark({ tools: [tool], messages: spoken }).marked).toEqual(['bash', 't0', 'text']);
    const empty = [...loop(1), call('x'), answer('x', [{ type: 'text', text: ' ' }])];
    expect(mark({ tools: [tool], messages: empty }).marked).toEqual(['bash', 't0']);
    expect(mark({ tools: [{ ...tool, defer_loading: true }], messages: loop(2) }).marked).toEqual(['t0', 't1']);
    expect(mark({ tools: [tool, { type: 'web_search_20250305', name: 'web' }], messages: loop(1) }).marked).toEqual([
      't0',
    ]);
  });

  it('leaves the prompt as the cache sees it: the marks are no content', () => {
    const bytes = bytesOf({ tools: [tool], messages: loop(3) });
    const marks = placeMarks(bytes);
    const sent = Buffer.concat(
      splice(
        bytes,
        marks.map(({ at, text }) => ({ start: at, end: at, bytes: Buffer.from(text) })),
      ),
    );
    const blocks = anthropic.read(sent)!.blocks;
    expect(blocks.filter(({ breakpoint }) => breakpoint === '5m')).toHaveLength(3);
  });
});
