import { digestOf } from '../lib/hash.ts';
import { type JsonTape, type NodeIndex, NodeType, scanJson } from '../lib/json-tape.ts';
import { openaiError } from './openai-error.ts';
import { HintTrail, readEncodedToolCall } from './tool-calls.ts';
import type { Block, Conversation, Dialect, Segment } from './types.ts';
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

function read(body: Uint8Array): Conversation | null {
  const tape = scanJson(body);
  if (tape === null || tape.type(0) !== NodeType.object) return null;
  const messages = tape.get(0, 'messages');
  if (tape.type(messages) !== NodeType.array) return null;
  const reader = new Reader(tape);
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  reader.messages(messages);
  const session = tape.text(tape.get(0, 'prompt_cache_key'));
  const conversation: Conversation = {
    model: tape.text(tape.get(0, 'model')) ?? '',
    stream: tape.isTrue(tape.get(0, 'stream')),
    segments: reader.segments,
    blocks: reader.blocks,
    fingerprint: digestOf(reader.systemText, reader.firstUserText),
    ...(session !== null && { session }),
  };
  return tape.ambiguous ? null : conversation;
}

class Reader {
  readonly segments: Segment[] = [];
  readonly blocks: Block[] = [];
  systemText = '';
  firstUserText = '';
  private readonly tape: JsonTape;
  private readonly trail = new HintTrail();

  constructor(tape: JsonTape) {
    this.tape = tape;
  }

  block(node: NodeIndex, kind: Block['kind']): number {
    return this.blocks.push({ start: this.tape.start(node), end: this.tape.end(node), kind }) - 1;
  }

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
      if (role !== 'user') continue;
      if (this.firstUserText === '') this.firstUserText = text;
      this.trail.addQuestion(text);
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
    const { tape } = this;
    const block = this.block(message, 'tool-result');
    const hint = this.trail.hint(tape.text(tape.get(message, 'tool_call_id')));
    const add = (node: NodeIndex): void => {
      const text = tape.text(node);
      if (text !== null)
        this.segments.push({ start: tape.start(node), end: tape.end(node), text, hint, isError: false, block, isNew });
    };
    add(content);
    for (const part of tape.elements(content)) {
      if (tape.isString(tape.get(part, 'type'), 'text')) add(tape.get(part, 'text'));
    }
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
