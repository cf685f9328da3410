/**
 * Wire formats: where the editable texts of a request stand, what its answer says was used.
 * Law: pure; reads by byte ranges, never re-serialises; what it does not know it leaves alone.
 * Neighbours: lib/, engine/types; used by worker/ (bodies) and proxy/ (heads, usage, errors).
 */
import { anthropic } from './anthropic.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Dialect } from './types.ts';

/** The list: one line per dialect; the first that matches a request reads it. */
export const dialects = [anthropic, openaiChat, openaiResponses, gemini] as const satisfies readonly Dialect[];

export type DialectId = (typeof dialects)[number]['id'];

export function findDialect(id: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.id === id);
}
