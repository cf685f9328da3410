import { expect, it } from 'vitest';
import { dialects, findDialect } from '../../../sidecar/dialects/index.ts';

it.each([
  ['POST', '/v1/messages', 'anthropic'],
  ['POST', '/claude/v1/messages', 'anthropic'],
  ['POST', '/v1/messages/count_tokens', undefined],
  ['POST', '/v1/messages/batches', undefined],
  ['GET', '/v1/messages', undefined],
  ['POST', '/v1/chat/completions', 'openai-chat'],
  ['POST', '/v1/responses', 'openai-responses'],
  ['POST', '/backend-api/codex/responses', 'openai-responses'],
  ['POST', '/v1/responses/resp_1/cancel', undefined],
  ['POST', '/v1/embeddings', undefined],
  ['POST', '/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250929:streamRawPredict', 'anthropic'],
  ['POST', '/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict', 'anthropic'],
  ['POST', '/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict', undefined],
  ['POST', '/model/us.anthropic.claude-x-v1%3A0/invoke', 'anthropic'],
  ['POST', '/bedrock/model/us.anthropic.claude-x-v1:0/invoke-with-response-stream', 'anthropic'],
  ['POST', '/model/us.anthropic.claude-x-v1%3A0/converse', undefined],
  ['POST', '/model/meta.llama-v1/invoke', undefined],
  ['POST', '/v1beta/models/gemini-2.5-pro:streamGenerateContent', 'gemini'],
  ['POST', '/v1/models/gemini-2.5-pro:generateContent', 'gemini'],
  ['POST', '/v1beta/models/gemini-2.5-pro:countTokens', undefined],
  ['GET', '/v1beta/models/gemini-2.5-pro', undefined],
])('%s %s is read by %s', (method, path, id) => {
  expect(dialects.find((dialect) => dialect.matches({ method, path, headers: {} }))?.id).toBe(id);
});

it('finds a dialect by its id', () => {
  for (const dialect of dialects) expect(findDialect(dialect.id)).toBe(dialect);
  expect(findDialect('esperanto')).toBeUndefined();
});
