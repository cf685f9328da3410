import { expect, it } from 'vitest';
import { anthropic } from '../../../sidecar/dialects/anthropic.ts';
import { BlockCounter } from '../../../sidecar/worker/blocks.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const body = Buffer.from(
  JSON.stringify({
    messages: [
      { role: 'user', content: 'Which?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Bash', input: { command: 'list' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'one two three four five six' }] },
    ],
  }),
);

it('tells both streams apart where a text was edited, and only there', () => {
  const conversation = anthropic.read(body)!;
  const decision = { text: 'one to six', by: ['x'], tokensBefore: 6, tokensAfter: 3 };
  const blocks = new BlockCounter(loadTokens()).count('c', body, conversation, { decisions: [decision] });
  expect(blocks.map(({ original, sent }) => original === sent)).toEqual([true, true, false]);
  expect(blocks[2]!.tokensOriginal - blocks[2]!.tokensSent).toBe(3);
  const untouched = { text: null, by: [], tokensBefore: 6, tokensAfter: 6 };
  const again = new BlockCounter(loadTokens()).count('c', body, conversation, { decisions: [untouched] });
  expect(again.map(({ original }) => original)).toEqual(blocks.map(({ original }) => original));
  expect(again[2]!.sent).toBe(again[2]!.original);
});

it('says the same of a body that it has seen before, also when other texts are sent', () => {
  const kept = new BlockCounter(loadTokens());
  const conversation = anthropic.read(body)!;
  for (const text of ['one to six', null, '1-6', '1-6']) {
    const decisions = [{ text, by: [], tokensBefore: 6, tokensAfter: 3 }];
    const fresh = new BlockCounter(loadTokens()).count('c', body, conversation, { decisions });
    expect(kept.count('c', body, conversation, { decisions })).toEqual(fresh);
  }
});
