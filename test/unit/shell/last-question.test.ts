import { describe, expect, it } from 'vitest';
import { findLastQuestion } from '../../../sidecar/shell/last-question.ts';

const line = (value: object): string => JSON.stringify(value);
const typed = (content: unknown): string => line({ type: 'user', message: { role: 'user', content } });
const result = typed([{ type: 'tool_result', tool_use_id: 'a', content: 'output' }]);

describe('findLastQuestion', () => {
  it('finds what the user typed last, behind tool results and replies', () => {
    const reply = line({ type: 'assistant', message: { content: [{ type: 'text', text: 'I will look' }] } });
    const tail = [typed('first'), typed([{ type: 'text', text: 'why does it fail?' }]), reply, result, ''].join('\n');
    expect(findLastQuestion(tail)).toBe('why does it fail?');
    expect(findLastQuestion([typed('plain'), result].join('\n'))).toBe('plain');
  });

  it('passes over what the client itself put there, and over lines that are cut', () => {
    const meta = line({ type: 'user', isMeta: true, message: { content: 'Caveat: the messages below …' } });
    expect(findLastQuestion(['{"type":"user","mess', typed('real'), meta, '{"type":"user",'].join('\n'))).toBe('real');
  });

  it('knows when there is none', () => {
    expect(findLastQuestion('')).toBe('');
    expect(findLastQuestion(result)).toBe('');
    expect(findLastQuestion('"type":"user"\nnull')).toBe('');
  });
});
