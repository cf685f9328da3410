import { expect, it } from 'vitest';
import { openaiError } from '../../../sidecar/dialects/openai-error.ts';

it('has the shape that OpenAI clients read', () => {
  const { contentType, body } = openaiError(502, 'upstream is gone');
  expect(contentType).toBe('application/json');
  expect(JSON.parse(body)).toEqual({
    error: { message: 'upstream is gone', type: 'server_error', param: null, code: null },
  });
});
