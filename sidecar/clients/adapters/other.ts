import type { ClientAdapter } from '../types.ts';

/** Any tool that speaks to Anthropic, OpenAI or Google and lets its base URL be set. */
export const other = {
  id: 'other',
  name: 'Another tool',
  how: 'steps',
  labels: [],
  detect: async () => ({ program: null, evidence: [] }),
  plan: async (proxyUrl) => ({
    edits: [],
    notes: ['Whatever lets its base URL be set can go through Headroom; keys and logins stay as they are.'],
    steps: [
      `export ANTHROPIC_BASE_URL=${proxyUrl}`,
      `export OPENAI_BASE_URL=${proxyUrl}/v1`,
      `export GOOGLE_GEMINI_BASE_URL=${proxyUrl}`,
      `new Anthropic({ baseURL: '${proxyUrl}' })`,
      `new OpenAI({ baseURL: '${proxyUrl}/v1' })`,
      `curl ${proxyUrl}/v1/messages -H 'content-type: application/json' -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' -d @request.json`,
    ],
  }),
  verify: async () => [],
  launch: (proxyUrl) => ({
    programs: [],
    env: { ANTHROPIC_BASE_URL: proxyUrl, OPENAI_BASE_URL: `${proxyUrl}/v1`, GOOGLE_GEMINI_BASE_URL: proxyUrl },
    args: [],
    notes: [],
  }),
} as const satisfies ClientAdapter;
