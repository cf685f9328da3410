import { join } from 'node:path';
import type { ExchangeUsage } from '../../contract/exchange.ts';
import { contentOf, countOf, type Fields, fieldsOf, listOf, pathOf, textOf, timeOf } from '../fields.ts';
import type { Place, TranscriptClient, TranscriptEvent } from '../types.ts';

/**
 * One JSONL file per session, sub-agents in files of their own beside it with the same session id. Every content block
 * of an answer is a line that repeats the usage of the whole answer; a resumed session repeats earlier lines.
 */
export const claudeCode = {
  id: 'claude-code',
  name: 'Claude Code',
  roots: ({ userHome, env }) => {
    const moved = (env.CLAUDE_CONFIG_DIR ?? '').split(',').map((path) => path.trim());
    const homes = [join(userHome, '.claude'), join(userHome, '.config', 'claude'), ...moved.filter(Boolean)];
    return [...new Set(homes)].map((home) => join(home, 'projects'));
  },
  isTranscript: (path) => path.endsWith('.jsonl'),
  open: ({ wanted }) => ({
    read: (line) => (wanted === 'usage' && !line.includes('"usage"') ? [] : readLine(fieldsOf(parse(line)))),
  }),
} satisfies TranscriptClient;

function parse(line: Buffer): unknown {
  return JSON.parse(line.toString('utf8'));
}

function readLine(entry: Fields): readonly TranscriptEvent[] {
  if (entry.type !== 'assistant' && entry.type !== 'user') return [];
  const place = {
    client: 'claude-code',
    session: textOf(entry.sessionId),
    project: textOf(entry.cwd),
    at: timeOf(entry.timestamp),
  };
  const message = fieldsOf(entry.message);
  const events = listOf(message.content).flatMap((block) => readBlock(fieldsOf(block), place));
  if (entry.type === 'assistant') events.push(...readUsage(message, textOf(entry.requestId), place));
  return events;
}

function readBlock(block: Fields, place: Place): TranscriptEvent[] {
  if (block.type === 'tool_use') {
    const input = fieldsOf(block.input);
    const [command, path] = [textOf(input.command), pathOf(input)];
    return [{ kind: 'call', ...place, id: textOf(block.id), tool: textOf(block.name), command, path }];
  }
  if (block.type !== 'tool_result') return [];
  const [id, text] = [textOf(block.tool_use_id), contentOf(block.content)];
  return [{ kind: 'result', ...place, id, text, isError: block.is_error === true }];
}

function readUsage(message: Fields, requestId: string, place: Place): TranscriptEvent[] {
  const model = textOf(message.model);
  // The client writes answers of its own ("you have hit your limit") under a model that does not exist.
  if (model === '' || model.startsWith('<') || typeof message.usage !== 'object') return [];
  const id = textOf(message.id);
  const key = id === '' ? null : `claude-code:${id}:${requestId}`;
  return [{ kind: 'usage', ...place, key, model, usage: toUsage(fieldsOf(message.usage)) }];
}

function toUsage(given: Fields): ExchangeUsage {
  const written = countOf(given.cache_creation_input_tokens);
  const write1h = countOf(fieldsOf(given.cache_creation).ephemeral_1h_input_tokens);
  return {
    fresh: countOf(given.input_tokens),
    write5m: Math.max(0, written - write1h),
    write1h,
    read: countOf(given.cache_read_input_tokens),
    output: countOf(given.output_tokens),
  };
}
