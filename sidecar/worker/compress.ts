import { dialects } from '../dialects/index.ts';
import type { Dialect } from '../dialects/types.ts';
import { findTerms } from '../engine/index.ts';
import { type JsonTape, type NodeIndex, NodeType, scanJson } from '../lib/json-tape.ts';
import { lengthOf, splice } from '../lib/splice.ts';
import type { Optimiser } from './optimise.ts';
import type { OptimiseJob, OptimiseResult } from './types.ts';

/** What {@link compressMessages} reports besides the messages. Tokens are o200k counts of the editable texts. */
export interface CompressReport {
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly tokens_saved: number;
  /** after / before; 1 when there was nothing to count. Lower is better. */
  readonly compression_ratio: number;
  readonly segments: OptimiseResult['segments'];
}

export interface CompressedMessages {
  /** JSON source of the messages: the caller's own bytes outside the edits. */
  readonly messages: Uint8Array;
  readonly report: CompressReport;
}

/**
 * Shrinks the tool results of a list of messages outside the proxy.
 * @param body JSON object with `messages` in Anthropic or OpenAI shape, and optionally `query`: what was asked for
 * @returns null when the body is no such object
 */
export function compressMessages(
  body: Uint8Array,
  optimiser: Optimiser,
  options: Pick<OptimiseJob, 'canStore' | 'originalsDir'> & Partial<Pick<OptimiseJob, 'mode' | 'mayAsk'>>,
): CompressedMessages | null {
  const tape = scanJson(body);
  if (tape === null || tape.type(tape.get(0, 'messages')) !== NodeType.array) return null;
  const query = tape.text(tape.get(0, 'query'));
  const { result } = optimiser.optimise(body, {
    dialect: dialectOf(tape).id,
    conversation: '',
    mode: 'cache',
    suspended: [],
    pinned: [],
    terms: query === null ? [] : findTerms(query),
    ...options,
  });
  const { tokensBefore, tokensAfter, segments } = result;
  return {
    messages: editedSource(tape, tape.get(0, 'messages'), result),
    report: {
      tokens_before: tokensBefore,
      tokens_after: tokensAfter,
      tokens_saved: tokensBefore - tokensAfter,
      compression_ratio: tokensBefore === 0 ? 1 : tokensAfter / tokensBefore,
      segments,
    },
  };
}

function dialectOf(tape: JsonTape): Dialect {
  const [anthropic, openaiChat] = dialects;
  for (const message of tape.elements(tape.get(0, 'messages'))) {
    if (tape.isString(tape.get(message, 'role'), 'tool') || tape.get(message, 'tool_calls') >= 0) return openaiChat;
  }
  return anthropic;
}

function editedSource(tape: JsonTape, node: NodeIndex, { edits }: OptimiseResult): Uint8Array {
  const from = tape.start(node);
  const chunks = splice(
    tape.source(node),
    edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
  );
  return Buffer.concat(chunks, lengthOf(chunks));
}
