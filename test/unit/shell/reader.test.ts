import { describe, expect, it } from 'vitest';
import { findReader } from '../../../sidecar/shell/reader.ts';

const connection = { stdout: '1:2', isTerminal: false, isFile: false, leader: '1:2' } as const;
const agent = { CLAUDECODE: '1' };

describe('findReader', () => {
  it('finds the agent when nothing stands between us and its shell', () => {
    expect(findReader(connection, agent, false)).toBe('agent');
    expect(findReader({ ...connection, isFile: true }, agent, false)).toBe('agent');
    for (const name of ['CODEX_CI', 'OPENCODE', 'GEMINI_CLI', 'AI_AGENT']) {
      expect(findReader(connection, { [name]: '1' }, false)).toBe('agent');
    }
  });

  it('finds a program behind a pipe or a redirection', () => {
    expect(findReader({ ...connection, leader: '1:9' }, agent, false)).toBe('program');
    expect(findReader({ ...connection, isFile: true, leader: '1:9' }, agent, false)).toBe('program');
  });

  it('takes a program for granted where the system does not tell, and without an agent', () => {
    expect(findReader({ ...connection, leader: null }, agent, false)).toBe('program');
    expect(findReader(connection, {}, false)).toBe('program');
    expect(findReader(connection, { CLAUDECODE: '' }, false)).toBe('program');
  });

  it('believes a pipe to the agent that started us itself, but no file', () => {
    expect(findReader({ ...connection, leader: 'self' }, agent, false)).toBe('agent');
    expect(findReader({ ...connection, leader: 'self', isFile: true }, agent, false)).toBe('program');
  });

  it('believes a hook that knows the whole command line, but never shortens for a person', () => {
    expect(findReader({ ...connection, leader: null }, {}, true)).toBe('agent');
    expect(findReader({ ...connection, isTerminal: true }, agent, true)).toBe('terminal');
  });
});
