import { describe, expect, it } from 'vitest';
import { findRefusal } from '../../../sidecar/demo/validate.ts';

const call = (id: string, name = 'Bash') => ({ type: 'tool_use', id, name, input: {} });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'x' });
const body = (...messages: unknown[]) => ({ model: 'm', max_tokens: 10, tools: [{ name: 'Bash' }], messages });
const user = (...content: unknown[]) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const task = { role: 'user', content: 'go' };

describe('refusals', () => {
  it('accept a well-formed conversation', () => {
    expect(findRefusal(body(task))).toBeNull();
    expect(findRefusal(body(task, assistant(call('a'), call('b')), user(result('b'), result('a'))))).toBeNull();
  });

  it.each([
    ['no object', [], /object/],
    ['no model', { max_tokens: 1, messages: [task] }, /model/],
    ['no limit', { model: 'm', messages: [task] }, /max_tokens/],
    ['no messages', body(), /at least one/],
    ['two users in a row', body(task, task), /alternate/],
    ['empty content', body(user()), /not be empty/],
    ['a missing result', body(task, assistant(call('a'), call('b')), user(result('a'))), /without tool_result.*: b/],
    ['a stray result', body(task, assistant(call('a')), user(result('a'), result('z'))), /unexpected.*: z/],
    ['a doubled result', body(task, assistant(call('a')), user(result('a'), result('a'))), /single result/],
    ['a tool that is not offered', body(task, assistant(call('a', 'Rm')), user(result('a'))), /not offered/],
    ['an open call at the end', body(task, assistant(call('a'))), /must answer/],
  ])('name %s', (_, given, reason) => {
    expect(findRefusal(given)).toMatch(reason);
  });
});
