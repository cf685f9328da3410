import type { Provider } from './types.ts';

export const anthropic = {
  id: 'anthropic',
  upstream: 'https://api.anthropic.com',
  env: 'ANTHROPIC_TARGET_API_URL',
  flag: 'anthropic-api-url',
  dialect: 'anthropic',
  owns: ({ path, headers }) =>
    headers['x-api-key'] !== undefined ||
    headers['anthropic-version'] !== undefined ||
    headers['anthropic-beta'] !== undefined ||
    /^bearer\s+sk-ant-/i.test(headers.authorization ?? '') ||
    /^claude-/i.test(headers['user-agent'] ?? '') ||
    // Vertex- and Bedrock-shaped paths: whoever has such an upstream names it here.
    isCloudPath(path) ||
    // Bare probes and curl calls carry none of these headers; these paths exist at Anthropic only.
    /^\/v1\/(messages|complete)(\/|$)|^\/api\/hello$/.test(path),
} as const satisfies Provider;

/** Paths under which clouds serve Anthropic's models. */
export function isCloudPath(path: string): boolean {
  return /\/publishers\/anthropic\/models\/|^\/model\/[^/]+\/(?:invoke|converse)(?:-|$)/.test(path);
}
