import { digestOf } from '../lib/hash.ts';
import { type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { Collector, scanBody } from './collector.ts';
import { openaiError } from './openai-error.ts';
import { ResponsesChain } from './responses-socket.ts';
import { readEncodedToolCall, readScriptToolCall, readToolCall } from './tool-calls.ts';
import type { Conversation, Dialect, Scan } from './types.ts';
import { asCount, asObject, createUsageReader } from './usage.ts';

const PATH = /\/responses\/?$/;

/** OpenAI Responses, as Codex and newer SDKs speak it, over HTTP and over WebSocket. */
export const openaiResponses = {
  id: 'openai-responses',
  cache: 'automatic',
  matches: ({ method, path }) => method === 'POST' && PATH.test(path),
  socket: {
    matches: ({ method, path }) => method === 'GET' && PATH.test(path),
    open: (limit) => new ResponsesChain(limit),
  },
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

function read(body: Uint8Array, scan?: Scan): Conversation | null {
  const tape = scanBody(body, scan);
  if (tape === null) return null;
  const input = tape.get(0, 'input');
  if (tape.type(input) !== NodeType.array && tape.type(input) !== NodeType.string) return null;
  const reader = new Reader(tape);
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  const instructions = tape.get(0, 'instructions');
  if (tape.type(instructions) === NodeType.string) reader.block(instructions, 'system');
  if (tape.type(input) === NodeType.string) reader.plainInput(input);
  else reader.items(input);
  const fingerprint = digestOf(tape.text(instructions) ?? '', reader.firstUserText);
  return reader.conclude(fingerprint, tape.text(tape.get(0, 'prompt_cache_key')));
}

class Reader extends Collector {
  plainInput(input: NodeIndex): void {
    this.block(input, 'user');
    this.userText(this.tape.text(input) ?? '');
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
    if (this.isOfProgram(item)) this.programCalls.add(id);
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
      if (text !== null) this.userText(text);
    }
  }

  private toolResult(item: NodeIndex, isNew: boolean): void {
    const { tape } = this;
    const id = tape.text(tape.get(item, 'call_id'));
    const hint = this.trail.hint(id);
    const block = this.block(item, 'tool-result');
    if (this.isOfProgram(item) || (id !== null && this.programCalls.has(id))) return;
    this.addTexts({ content: tape.get(item, 'output'), partType: 'input_text', hint, isError: false, isNew, block });
  }
}
