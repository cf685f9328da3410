import { describe, expect, it } from 'vitest';
import { findRoute, isSigned } from '../../../sidecar/proxy/route.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

const settings = resolveSettings(
  { 'anthropic-api-url': 'https://gate.example/llm/', 'openai-api-url': 'http://127.0.0.1:9' },
  { HOME: '/h' },
);
const route = (url: string, rawHeaders: string[] = [], method = 'POST') =>
  findRoute({ method, url, rawHeaders }, settings);

describe('findRoute', () => {
  it.each([
    ['/v1/messages?beta=true', 'https://gate.example', '/llm/v1/messages?beta=true', ''],
    ['/p/my%20shop/v1/messages', 'https://gate.example', '/llm/v1/messages', 'my shop'],
    ['/p/%zz/v1/messages', 'https://gate.example', '/llm/v1/messages', '%zz'],
    ['/p/shop', 'http://127.0.0.1:9', '/', 'shop'],
    ['/p/shop?x=1', 'http://127.0.0.1:9', '/?x=1', 'shop'],
    ['/p/', 'http://127.0.0.1:9', '/p/', ''],
    ['/a/../b//c/%2e?x=%20&&#f', 'http://127.0.0.1:9', '/a/../b//c/%2e?x=%20&&#f', ''],
    ['http://api.example/v1/chat/completions?a', 'http://127.0.0.1:9', '/v1/chat/completions?a', ''],
    ['*', 'http://127.0.0.1:9', '/*', ''],
  ])('%s', (url, origin, target, project) => {
    expect(route(url)).toMatchObject({ origin, target, project });
  });

  it('takes the project from a header, the path first', () => {
    expect(route('/x', ['X-Headroom-Project', 'a%2Fb']).project).toBe('a/b');
    expect(route('/p/one/x', ['X-Headroom-Project', 'two']).project).toBe('one');
  });

  it('sends a ChatGPT login to its own host under its own path', () => {
    expect(route('/v1/responses', ['chatgpt-account-id', 'a'])).toMatchObject({
      ...{ origin: 'https://chatgpt.com', target: '/backend-api/codex/responses', head: { path: '/v1/responses' } },
    });
  });

  it('lets the client name its upstream, if it is one', () => {
    expect(route('/v1/x?y', ['X-Headroom-Base-Url', 'https://other.example/a'])).toMatchObject({
      ...{ origin: 'https://other.example', target: '/a/v1/x?y' },
    });
    expect(route('/v1/x', ['X-Headroom-Base-Url', 'file:///etc/passwd']).origin).toBe('http://127.0.0.1:9');
    expect(route('/v1/x', ['X-Headroom-Base-Url', 'http://']).origin).toBe('http://127.0.0.1:9');
  });

  describe('of a client whose base URL was another one before us', () => {
    const known: Record<string, { base: string; suffix: string }> = {
      'claude-code': { base: 'https://other.example/api/anthropic', suffix: '' },
      codex: { base: 'https://gateway.example/llm', suffix: '/v1' },
    };
    const via = (url: string, rawHeaders: string[] = []) =>
      findRoute({ method: 'POST', url, rawHeaders }, settings, (slot) => known[slot] ?? null);

    it('goes on to that one; the dialect sees the path as clients write it', () => {
      expect(via('/via/claude-code/v1/messages?beta=true')).toMatchObject({
        ...{ origin: 'https://other.example', target: '/api/anthropic/v1/messages?beta=true', lostSlot: null },
        head: { path: '/v1/messages' },
      });
      expect(via('/via/codex/v1/responses')).toMatchObject({
        ...{ origin: 'https://gateway.example', target: '/llm/responses', head: { path: '/v1/responses' } },
      });
      expect(via('/via/codex/p/shop/v1/responses')).toMatchObject({ target: '/llm/responses', project: 'shop' });
    });

    it('keeps its path also when its headers are those of a ChatGPT login', () => {
      expect(via('/via/codex/v1/responses', ['chatgpt-account-id', 'a']).target).toBe('/llm/responses');
    });

    it('is lost when nobody knows where it leads', () => {
      expect(via('/via/goose/v1/messages').lostSlot).toBe('goose');
      expect(via('/viaduct/x')).toMatchObject({ lostSlot: null, target: '/viaduct/x' });
    });
  });
});

it('knows a body that its caller has signed', () => {
  const path = '/model/anthropic.claude-x/invoke';
  expect(isSigned(route(path, ['Authorization', 'AWS4-HMAC-SHA256 Credential=x']))).toBe(true);
  expect(isSigned(route(path, ['X-Amz-Content-Sha256', 'ab']))).toBe(true);
  expect(isSigned(route(`${path}?X-Amz-Signature=ab`))).toBe(true);
  for (const seal of ['Content-Digest', 'Repr-Digest', 'Digest', 'Content-MD5', 'Signature-Input'])
    expect(isSigned(route(path, [seal, 'x']))).toBe(true);
  expect(isSigned(route(path, ['Authorization', 'Bearer bedrock-api-key-x']))).toBe(false);
});
