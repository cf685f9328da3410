/**
 * Job: who answers – default upstream, names of its settings, which requests are theirs.
 * Law: data and pure rules; one file, one line in the list; the order decides, the last one takes what is left.
 * Neighbours: stands on dialects (types); proxy and settings ask it.
 */
import type { RequestHead } from '../dialects/types.ts';
import { anthropic } from './anthropic.ts';
import { chatgpt } from './chatgpt.ts';
import { google } from './google.ts';
import { openai } from './openai.ts';
import type { Provider } from './types.ts';

export const providers = [chatgpt, google, anthropic, openai] as const satisfies readonly Provider[];

export type ProviderId = (typeof providers)[number]['id'];

/** The provider that a request is meant for. */
export function findProvider(head: RequestHead): Provider {
  return providers.find((provider) => provider.owns(head)) ?? openai;
}

/** The path as the provider calls it. Paths without a rename stay as they are. */
export function renamePath(provider: Provider, path: string): string {
  for (const [from, to] of provider.renames ?? []) {
    if (path.startsWith(from)) return to + path.slice(from.length);
  }
  return path;
}

export type { Provider } from './types.ts';
