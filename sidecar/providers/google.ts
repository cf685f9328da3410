import type { Provider } from './types.ts';

export const google = {
  id: 'google',
  upstream: 'https://generativelanguage.googleapis.com',
  env: 'GEMINI_TARGET_API_URL',
  flag: 'gemini-api-url',
  dialect: 'gemini',
  owns: ({ method, path, headers }) =>
    // Vertex serves other makers' models too, under names and in dialects of their own.
    !/\/publishers\/(?!google\/)/.test(path) &&
    (headers['x-goog-api-key'] !== undefined ||
      headers['x-goog-api-client'] !== undefined ||
      // The key may stand in the query instead of a header; the verb after the colon is Google's alone (for POST).
      /^\/v1(alpha|beta)(\/|$)|\/publishers\/google\/models\//.test(path) ||
      (method === 'POST' && /^\/v1\/models\/[^/]+:[A-Za-z]+$/.test(path))),
} as const satisfies Provider;
