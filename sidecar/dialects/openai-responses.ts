import { digestOf } from '../lib/hash.ts';
import { type JsonTape, type NodeIndex, NodeType, scanJson } from '../lib/json-tape.ts';
import { openaiError } from './openai-error.ts';
import { HintTrail, readEncodedToolCall, readScriptToolCall, readToolCall } from './tool-calls.ts';
import type { Block, Conversation, Dialect, Segment } from './types.ts';
import { asCount, asObject, createUsageReader } from './usage.ts';

/** OpenAI Responses over HTTP, as Codex and newer SDKs speak it. */
export const openaiResponses = {
  id: 'openai-responses',
  cache: 'automatic',
  matches: ({ method, path }) => method === 'POST' && /\/responses\/?$/.test(path),
  read,
  usage: (contentType) =>
    createUsageReader(contentType, ['"usage"'], (message, usage) => {
      const inner = asObject(message.response);
      const answer = 'usage' in inner ? inner : message;
      const counts = asObject(answer.usage);
      if (typeof answer.model === 'string') usage.model = answer.model;
      if (typeof answer.status === 'string') usage.stop = answer.status;
      if (!('input_tokens' in counts)) return false;
      usage.read = asCount(asObject(counts.input_tokens_details).cached_tokens);
      usage.fresh = Math.max(0, asCount(counts.input_tokens) - usage.read);
      usage.output = asCount(counts.output_tokens);
      return true;
    }),
  error: openaiError,
} as const satisfies Dialect;

/** Items that the model made: whatever stands behind the newest of them is sent for the first time. */
const MADE_BY_MODEL = new Set([
  'reasoning',
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
]);
/** Results of the client's own tools. Results of the provider's tools (web_search_call …) are never touched. */
const RESULTS = new Set(['function_call_output', 'custom_tool_call_output', 'local_shell_call_output']);

function read(body: Uint8Array): Conversation | null {
  const tape = scanJson(body);
  if (tape === null || tape.type(0) !== NodeType.object) return null;
  const input = tape.get(0, 'input');
  if (tape.type(input) !== NodeType.array && tape.type(input) !== NodeType.string) return null;
  const reader = new Reader(tape);
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  const instructions = tape.get(0, 'instructions');
  if (tape.type(instructions) === NodeType.string) reader.block(instructions, 'system');
  if (tape.type(input) === NodeType.string) reader.plainInput(input);
  else reader.items(input);
  const session = tape.text(tape.get(0, 'prompt_cache_key'));
  const conversation: Conversation = {
    model: tape.text(tape.get(0, 'model')) ?? '',
    stream: tape.isTrue(tape.get(0, 'stream')),
    segments: reader.segments,
    blocks: reader.blocks,
    fingerprint: digestOf(tape.text(instructions) ?? '', reader.firstUserText),
    ...(session !== null && { session }),
  };
  return tape.ambiguous ? null : conversation;
}

class Reader {
  readonly segments: Segment[] = [];
  readonly blocks: Block[] = [];
  firstUserText = '';
  private readonly tape: JsonTape;
  private readonly trail = new HintTrail();

  constructor(tape: JsonTape) {
    this.tape = tape;
  }

  block(node: NodeIndex, kind: Block['kind']): number {
    return this.blocks.push({ start: this.tape.start(node), end: this.tape.end(node), kind }) - 1;
  }

  plainInput(input: NodeIndex): void {
    this.block(input, 'user');
    this.firstUserText = this.tape.text(input) ?? '';
  }

  items(list: NodeIndex): void {
    const { tape } = this;
    const nodes = [...tape.elements(list)];
    const newest = nodes.findLastIndex(
      (node) => MADE_BY_MODEL.has(this.typeOf(node)) || tape.isString(tape.get(node, 'role'), 'assistant'),
    );
    nodes.forEach((item, index) => {
      this.item(item, index > newest);
    });
  }

  /** Messages may come without a type. */
  private typeOf(item: NodeIndex): string {
    return this.tape.text(this.tape.get(item, 'type')) ?? 'message';
  }

  private item(item: NodeIndex, isNew: boolean): void {
    const { tape } = this;
    const type = this.typeOf(item);
    if (RESULTS.has(type)) {
      this.toolResult(item, isNew);
      return;
    }
    const role = tape.text(tape.get(item, 'role'));
    const isMade = MADE_BY_MODEL.has(type) || role === 'assistant';
    this.block(item, isMade ? 'assistant' : role === 'user' ? 'user' : type === 'additional_tools' ? 'tools' : 'other');
    if (role === 'user' && type === 'message') this.userMessage(tape.get(item, 'content'));
    const id = tape.text(tape.get(item, 'call_id'));
    if (id === null) return;
    const name = tape.text(tape.get(item, 'name')) ?? '';
    if (type === 'function_call') {
      this.trail.addCall(id, readEncodedToolCall(name, tape.text(tape.get(item, 'arguments')) ?? ''));
    } else if (type === 'custom_tool_call') {
      this.trail.addCall(id, readScriptToolCall(name, tape.text(tape.get(item, 'input')) ?? ''));
    } else if (type === 'local_shell_call') {
      this.trail.addCall(id, readToolCall('shell', tape, tape.get(item, 'action')));
    }
  }

  private userMessage(content: NodeIndex): void {
    const { tape } = this;
    const texts = [content, ...[...tape.elements(content)].map((part) => tape.get(part, 'text'))];
    for (const node of texts) {
      const text = tape.text(node);
      if (text === null) continue;
      if (this.firstUserText === '') this.firstUserText = text;
      this.trail.addQuestion(text);
    }
  }

  private toolResult(item: NodeIndex, isNew: boolean): void {
    const { tape } = this;
    const block = this.block(item, 'tool-result');
    const hint = this.trail.hint(tape.text(tape.get(item, 'call_id')));
    const output = tape.get(item, 'output');
    const add = (node: NodeIndex): void => {
      const text = tape.text(node);
      if (text !== null)
        this.segments.push({ start: tape.start(node), end: tape.end(node), text, hint, isError: false, block, isNew });
    };
    add(output);
    for (const part of tape.elements(output)) {
      if (tape.isString(tape.get(part, 'type'), 'input_text')) add(tape.get(part, 'text'));
    }
  }
}
