import type { Provider } from './types.ts';

/** Also everything that nobody else claims: most tools speak this API to whatever stands behind the upstream URL. */
export const openai = {
  id: 'openai',
  upstream: 'https://api.openai.com',
  env: 'OPENAI_TARGET_API_URL',
  flag: 'openai-api-url',
  dialect: 'openai-chat',
  owns: () => true,
} as const satisfies Provider;
