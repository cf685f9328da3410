import { describe, expect, it } from 'vitest';
import { answerPostToolUse, readPostToolUse } from '../../../sidecar/shell/post-tool-use.ts';

const response = { stdout: 'a long output', stderr: '', interrupted: false, isImage: false, noOutputExpected: false };
const event = {
  session_id: 's',
  transcript_path: '/home/x/.claude/projects/p/s.jsonl',
  hook_event_name: 'PostToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'npm test' },
  tool_response: response,
};
const shorter = { text: 'short', tokensBefore: 100, tokensAfter: 10 };

describe('a PostToolUse hook', () => {
  it('has only the text of a command exchanged, in the structure of the client', () => {
    const found = readPostToolUse(event)!;
    expect(found.output).toEqual({
      tool: 'Bash',
      input: { command: 'npm test' },
      isError: false,
      text: 'a long output',
    });
    expect(answerPostToolUse(found, shorter)).toEqual({
      hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: { ...response, stdout: 'short' } },
    });
  });

  it.each([
    ['Grep', { mode: 'content', content: 'src/a.ts:1:x', numLines: 1 }, 'content'],
    ['WebFetch', { result: 'a page', code: 200 }, 'result'],
  ])('takes the text of %s', (tool_name, tool_response, name) => {
    const found = readPostToolUse({ ...event, tool_name, tool_response })!;
    expect(found.replace('x')).toEqual({ ...tool_response, [name]: 'x' });
  });

  it('has no opinion without a gain', () => {
    const found = readPostToolUse(event)!;
    expect(answerPostToolUse(found, null)).toEqual({});
    expect(answerPostToolUse(found, { ...shorter, tokensAfter: 100 })).toEqual({});
  });

  it.each([
    ['another event', { ...event, hook_event_name: 'PreToolUse' }],
    ['another tool', { ...event, tool_name: 'Read', tool_response: { file: { content: 'x' } } }],
    ['an image', { ...event, tool_response: { ...response, isImage: true } }],
    ['an unknown shape', { ...event, tool_response: { ...response, stdout: ['x'] } }],
    ['a text', { ...event, tool_response: 'x' }],
    ['no object', [event]],
    ['nothing', null],
  ])('has no opinion on %s', (_, given) => {
    expect(readPostToolUse(given)).toBeNull();
  });
});
