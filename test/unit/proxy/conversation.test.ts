import { describe, expect, it } from 'vitest';
import { drawPercent, identifyByBody, identifyByHead, labelClient } from '../../../sidecar/proxy/conversation.ts';

const identify = (headers: Record<string, string>, project = '') =>
  identifyByHead({ method: 'POST', path: '/', headers }, project);

describe('identifyByHead', () => {
  it('needs a session', () => {
    expect(identify({ 'x-claude-code-agent-id': 'a', 'x-headroom-session-id': ' ' })).toBeNull();
  });

  it('keeps sessions, agents and projects apart, and tells nothing of them', () => {
    const ids = [
      identify({ 'x-claude-code-session-id': 's' }),
      identify({ 'x-claude-code-session-id': 't' }),
      identify({ 'x-claude-code-session-id': 's', 'x-claude-code-agent-id': 'a' }),
      identify({ 'x-claude-code-session-id': 's' }, 'p'),
    ];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{20}$/);
  });

  it('is the same from turn to turn, our own header first', () => {
    expect(identify({ 'session-id': 's', 'x-request-id': '1' })).toBe(
      identify({ 'session-id': 's', 'x-request-id': '2' }),
    );
    expect(identify({ 'x-headroom-session-id': 'o', 'session-id': '1' })).toBe(
      identify({ 'x-headroom-session-id': 'o', 'session-id': '2' }),
    );
  });
});

describe('identifyByBody', () => {
  it('keeps fingerprints, sessions and projects apart', () => {
    const ids = [
      identifyByBody({ fingerprint: 'f', session: null }, ''),
      identifyByBody({ fingerprint: 'g', session: null }, ''),
      identifyByBody({ fingerprint: 'f', session: 's' }, ''),
      identifyByBody({ fingerprint: 'f', session: null }, 's'),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

describe('drawPercent', () => {
  it('spreads conversations evenly and always the same', () => {
    const drawn = Array.from({ length: 2000 }, (_, i) => drawPercent(`c${i}`));
    expect(drawn).toEqual(Array.from({ length: 2000 }, (_, i) => drawPercent(`c${i}`)));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(100);
    const below5 = drawn.filter((percent) => percent < 5).length;
    expect(below5).toBeGreaterThan(60);
    expect(below5).toBeLessThan(140);
  });
});

describe('labelClient', () => {
  it.each([
    ['claude-cli/2.1.329 (external, sdk-cli)', 'claude-code'],
    ['codex_exec/0.169.0 (Debian 12; x86_64)', 'codex'],
    ['codex_cli_rs/0.46.0', 'codex'],
    ['opencode/1.18.33 ai-sdk/provider-utils/4.0', 'opencode'],
    ['GeminiCLI-tui/0.61.0 (linux; x64)', 'gemini-cli'],
    ['GitHubCopilotChat/0.20', 'copilot'],
    ['Anthropic/JS 1.11.0', 'anthropic-sdk'],
    ['AsyncOpenAI/Python 2.0', 'openai-sdk'],
    ['curl/8.5.0', 'curl'],
    ['Mozilla/5.0', ''],
    [undefined, ''],
  ])('%s is %s', (agent, label) => {
    expect(labelClient(agent)).toBe(label);
  });
});
