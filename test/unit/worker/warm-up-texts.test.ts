import { expect, it } from 'vitest';
import { loadTokens, Optimiser } from '../../../sidecar/worker/inline.ts';
import { makeSamples, makeTable, type Sample } from '../../../sidecar/worker/warm-up-texts.ts';

const optimiser = new Optimiser(loadTokens(), { put: (_, id) => ({ id }) });

function editedBy({ tool, input, question, text }: Sample): string {
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: tool, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: text }] },
  ];
  const { result } = optimiser.optimise(Buffer.from(JSON.stringify({ model: 'm', messages })), {
    dialect: 'anthropic',
    conversation: '',
    mode: 'cache',
    suspended: [],
    pinned: [],
    canStore: true,
    originalsDir: '~/.headroom/originals',
  });
  return result.segments[0]?.by.join('+') ?? '';
}

it('reaches the compressors that most texts go through', () => {
  const reached = new Set([...makeSamples(1), makeTable(1)].map(editedBy));
  expect([...reached].sort()).toEqual(expect.arrayContaining(['code', 'diff', 'html', 'json', 'log', 'search']));
});

it('makes other texts in every round, and the same ones every time', () => {
  const texts = (round: number) => [...makeSamples(round), makeTable(round)].map(({ text }) => text);
  expect(texts(2)).toEqual(texts(2));
  expect(texts(1).filter((text, at) => text === texts(2)[at])).toEqual([]);
});
