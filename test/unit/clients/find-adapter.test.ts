import { describe, expect, it } from 'vitest';
import { adapters } from '../../../sidecar/clients/adapters/index.ts';
import { findAdapter, findByName } from '../../../sidecar/clients/find-adapter.ts';

describe('findByName', () => {
  it.each([
    ['claude', 'claude-code'],
    ['claude-code', 'claude-code'],
    ['gemini', 'gemini-cli'],
    ['copilot', 'copilot-cli'],
    ['codex', 'codex'],
  ])('knows %s', (name, id) => expect(findByName(name)?.id).toBe(id));

  it('guesses nothing', () => {
    expect(findByName('clau')).toBeUndefined();
    expect(findByName('')).toBeUndefined();
    expect(findByName('all')).toBeUndefined();
  });

  it('has no name for two clients', () => {
    const names = adapters.flatMap((adapter) => [...new Set([adapter.id, ...adapter.launch('').programs])]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('findAdapter', () => {
  it('stays among what its door knows, whatever name it is called by', () => {
    const hook = {
      ...adapters[0],
      name: 'The hook of Claude Code',
      launch: () => ({ programs: [], env: {}, args: [], notes: [] }),
    };
    expect(findAdapter('claude', [hook])).toBe(hook);
    expect(() => findAdapter('codex', [hook])).toThrow(expect.objectContaining({ code: 'client.unknown' }));
  });
});
