import { describe, expect, it } from 'vitest';
import { findProvider, providers, renamePath } from '../../../sidecar/providers/index.ts';

const find = (path: string, headers: Record<string, string> = {}, method = 'POST') =>
  findProvider({ method, path, headers });

describe('findProvider', () => {
  it.each([
    ['/v1/messages', {}, 'anthropic'],
    ['/v1/messages/count_tokens', {}, 'anthropic'],
    ['/v1/models', { 'x-api-key': 'k' }, 'anthropic'],
    ['/v1/models', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
    ['/v1/files', { authorization: 'Bearer sk-ant-oat01-x' }, 'anthropic'],
    ['/', { 'user-agent': 'claude-cli/2.1.329 (external, cli)' }, 'anthropic'],
    ['/api/hello', { 'user-agent': 'Bun/1.4.4' }, 'anthropic'],
    ['/v1/projects/p/locations/l/publishers/anthropic/models/m:rawPredict', { 'x-goog-api-client': 'c' }, 'anthropic'],
    ['/v1/projects/p/locations/l/publishers/google/models/m:generateContent', {}, 'google'],
    ['/model/anthropic.claude-x/invoke-with-response-stream', {}, 'anthropic'],
    ['/v1beta/models/m:streamGenerateContent', {}, 'google'],
    ['/v1/models/m:generateContent', {}, 'google'],
    ['/anything', { 'x-goog-api-key': 'k', 'x-api-key': 'k' }, 'google'],
    ['/v1/responses', { 'chatgpt-account-id': 'a', authorization: 'Bearer x.y.z' }, 'chatgpt'],
    ['/backend-api/codex/responses', {}, 'chatgpt'],
    ['/v1/responses', { authorization: 'Bearer sk-x' }, 'openai'],
    ['/v1/chat/completions', { 'api-key': 'azure' }, 'openai'],
    ['/v1/messagesx', {}, 'openai'],
    ['/', {}, 'openai'],
  ])('%s with %o belongs to its provider', (path, headers, id) => {
    expect(find(path, headers).id).toBe(id);
  });

  it('a fine-tuned model with a colon in its name stays with OpenAI', () => {
    expect(find('/v1/models/ft:gpt', {}, 'GET').id).toBe('openai');
  });
});

describe('renamePath', () => {
  it.each([
    ['/v1/responses', '/backend-api/codex/responses'],
    ['/v1/codex/responses', '/backend-api/codex/responses'],
    ['/backend-api/codex/responses', '/backend-api/codex/responses'],
  ])('ChatGPT calls %s %s', (from, to) => {
    expect(renamePath(find('', { 'chatgpt-account-id': 'a' }), from)).toBe(to);
  });

  it('others keep their paths', () => {
    expect(renamePath(find('/v1/messages'), '/v1/messages')).toBe('/v1/messages');
  });
});

describe('the list', () => {
  it('has no id, variable or flag twice, and every upstream is an https origin', () => {
    for (const key of ['id', 'env', 'flag'] as const)
      expect(new Set(providers.map((one) => one[key])).size).toBe(providers.length);
    for (const { upstream } of providers) expect(new URL(upstream).origin).toBe(upstream);
  });

  it('ends with one that takes everything', () => {
    expect(providers.at(-1)?.owns({ method: 'X', path: '', headers: {} } as never)).toBe(true);
  });
});
