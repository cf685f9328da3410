import type { Provider } from './types.ts';

/** Codex with a ChatGPT login: same bodies as OpenAI's Responses API, other host; its token is worth nothing elsewhere. */
export const chatgpt = {
  id: 'chatgpt',
  upstream: 'https://chatgpt.com',
  env: 'CHATGPT_TARGET_API_URL',
  flag: 'chatgpt-api-url',
  dialect: 'openai-responses',
  owns: ({ path, headers }) => headers['chatgpt-account-id'] !== undefined || /^\/backend-api(\/|$)/.test(path),
  // Codex is given one base URL ending in /v1 for both logins; the ChatGPT backend has its own root.
  renames: [
    ['/v1/codex/', '/backend-api/codex/'],
    ['/v1/', '/backend-api/codex/'],
  ],
} as const satisfies Provider;
