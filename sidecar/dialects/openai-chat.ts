import { digestOf } from '../lib/hash.ts';
import { type JsonTape, type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { Collector, scanBody } from './collector.ts';
import { openaiError } from './openai-error.ts';
import { readEncodedToolCall } from './tool-calls.ts';
import type { Conversation, Dialect, Scan } from './types.ts';
import { asCount, asObject, createUsageReader } from './usage.ts';

/** OpenAI Chat Completions and everything compatible with it. */
export const openaiChat = {
  id: 'openai-chat',
  cache: 'automatic',
  matches: ({ method, path }) => method === 'POST' && /\/chat\/completions\/?$/.test(path),
  read,
  usage: (contentType) =>
    createUsageReader(contentType, ['"usage"', '"finish_reason"'], (message, usage) => {
      if (typeof message.model === 'string') usage.model = message.model;
      const choice = asObject(Array.isArray(message.choices) ? message.choices[0] : undefined);
      if (typeof choice.finish_reason === 'string') usage.stop = choice.finish_reason;
      const counts = asObject(message.usage);
      if (!('prompt_tokens' in counts)) return false;
      usage.read = asCount(asObject(counts.prompt_tokens_details).cached_tokens);
      usage.fresh = Math.max(0, asCount(counts.prompt_tokens) - usage.read);
      usage.output = asCount(counts.completion_tokens);
      return true;
    }),
  error: openaiError,
} as const satisfies Dialect;

function read(body: Uint8Array, scan?: Scan): Conversation | null {
  const tape = scanBody(body, scan);
  if (tape === null) return null;
  const messages = tape.get(0, 'messages');
  if (tape.type(messages) !== NodeType.array) return null;
  const reader = new Reader(tape);
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  reader.messages(messages);
  const fingerprint = digestOf(reader.systemText, reader.firstUserText);
  return reader.conclude(fingerprint, tape.text(tape.get(0, 'prompt_cache_key')));
}

class Reader extends Collector {
  systemText = '';

  messages(list: NodeIndex): void {
    const { tape } = this;
    const nodes = [...tape.elements(list)];
    const newest = nodes.findLastIndex((node) => tape.isString(tape.get(node, 'role'), 'assistant'));
    nodes.forEach((message, index) => {
      this.message(message, index > newest);
    });
  }

  private message(message: NodeIndex, isNew: boolean): void {
    const { tape } = this;
    const role = tape.text(tape.get(message, 'role')) ?? '';
    const content = tape.get(message, 'content');
    if (role === 'tool') {
      this.toolResult(message, content, isNew);
      return;
    }
    const isSystem = role === 'system' || role === 'developer';
    this.block(message, isSystem ? 'system' : role === 'user' || role === 'assistant' ? role : 'other');
    for (const text of textsOf(tape, content)) {
      if (isSystem && this.firstUserText === '') this.systemText += text;
      if (role === 'user') this.userText(text);
    }
    if (role !== 'assistant') return;
    for (const call of tape.elements(tape.get(message, 'tool_calls'))) {
      const made = tape.get(call, 'function');
      const name = tape.text(tape.get(made, 'name')) ?? '';
      const encoded = tape.text(tape.get(made, 'arguments')) ?? '';
      this.trail.addCall(tape.text(tape.get(call, 'id')) ?? '', readEncodedToolCall(name, encoded));
    }
  }

  private toolResult(message: NodeIndex, content: NodeIndex, isNew: boolean): void {
    const hint = this.trail.hint(this.tape.text(this.tape.get(message, 'tool_call_id')));
    const block = this.block(message, 'tool-result');
    this.addTexts({ content, partType: 'text', hint, isError: false, isNew, block });
  }
}

/** The texts of a content that is a string or a list of parts. */
function* textsOf(tape: JsonTape, content: NodeIndex): Generator<string> {
  const whole = tape.text(content);
  if (whole !== null) yield whole;
  for (const part of tape.elements(content)) {
    const text = tape.text(tape.get(part, 'text'));
    if (text !== null) yield text;
  }
}
