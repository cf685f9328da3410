import type { ToolOutput } from './shortener.ts';
import type { Shortened } from './types.ts';

/** A tool's answer whose text may be replaced, and how to put another text in its place. */
export interface Replaceable {
  readonly output: Omit<ToolOutput, 'question'>;
  readonly transcriptPath: string;
  /** The client's own structure with only the text exchanged. */
  replace(text: string): unknown;
}

/**
 * Reads what Claude Code hands to a PostToolUse hook (2.1.329: session_id, transcript_path, tool_name, tool_input,
 * tool_response). Only shapes that were seen are taken; of anything else we have no opinion, which null says.
 */
export function readPostToolUse(event: unknown): Replaceable | null {
  if (!isRecord(event) || event.hook_event_name !== 'PostToolUse' || typeof event.tool_name !== 'string') return null;
  const place = findText(event.tool_name, event.tool_response);
  if (place === null) return null;
  return {
    output: {
      tool: event.tool_name,
      input: isRecord(event.tool_input) ? event.tool_input : {},
      isError: false,
      text: place.text,
    },
    transcriptPath: typeof event.transcript_path === 'string' ? event.transcript_path : '',
    replace: place.replace,
  };
}

/** The hook's answer: the replaced output, or nothing at all, which leaves everything as it is. */
export function answerPostToolUse(found: Replaceable, shortened: Shortened | null): object {
  if (shortened === null || shortened.tokensAfter >= shortened.tokensBefore) return {};
  return {
    hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: found.replace(shortened.text) },
  };
}

interface Place {
  readonly text: string;
  replace(text: string): unknown;
}

function findText(tool: string, response: unknown): Place | null {
  if (!isRecord(response)) return null;
  if (tool === 'Bash') return response.isImage === true ? null : member(response, 'stdout');
  if (tool === 'Grep') return member(response, 'content');
  if (tool === 'WebFetch') return member(response, 'result');
  return null;
}

function member(response: Readonly<Record<string, unknown>>, name: string): Place | null {
  const text = response[name];
  if (typeof text !== 'string' || text === '') return null;
  return { text, replace: (shorter) => ({ ...response, [name]: shorter }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
