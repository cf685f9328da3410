import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../../sidecar/demo/prompt-blocks.ts';

const read = (body: unknown) => readBlocks(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const result = (content: unknown, more: object = {}) => ({ type: 'tool_result', tool_use_id: 't1', content, ...more });

describe('blocks of a prompt', () => {
  it('stand in the order tools, system, messages, whatever the order in the body', () => {
    const blocks = read({
      messages: [{ role: 'user', content: 'hello' }],
      system: [{ type: 'text', text: 'be brief' }],
      tools: [{ name: 'Bash' }],
    });
    expect(blocks?.map((block) => block.source)).toEqual(['tool "name":"Bash"', 'system "be brief"', 'user "hello"']);
  });

  it('do not change with the cache mark or with the spelling of a text', () => {
    const plain = read({ messages: [{ role: 'user', content: 'hello' }] });
    const marked = read({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hello', cache_control: { type: 'ephemeral' } }] }],
    });
    expect(marked?.[0]?.source).toBe(plain?.[0]?.source);
    expect(marked?.[0]?.marked).toBe(true);
    expect(plain?.[0]?.marked).toBe(false);
  });

  it('change with any byte of a result, even with another spelling of the same text', () => {
    const one = read('{"messages":[{"role":"user","content":[{"type":"tool_result","content":"é"}]}]}');
    const other = read('{"messages":[{"role":"user","content":[{"type":"tool_result","content":"\\u00e9"}]}]}');
    expect(one?.[0]?.source).not.toBe(other?.[0]?.source);
    expect(one?.[0]?.tokens).toBe(other?.[0]?.tokens);
  });

  it('count the text of a result in string and in list form alike', () => {
    const text = 'one two three\nfour';
    const asString = read({ messages: [{ role: 'user', content: [result(text)] }] });
    const asList = read({ messages: [{ role: 'user', content: [result([{ type: 'text', text }])] }] });
    expect(asString?.[0]?.tokens).toBeGreaterThan(3);
    expect(asList?.[0]?.tokens).toBe(asString?.[0]?.tokens);
  });

  it('are null for what is not JSON', () => {
    expect(read('{"messages":[')).toBeNull();
  });
});
