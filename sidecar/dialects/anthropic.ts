import { digestOf } from '../lib/hash.ts';
import { type JsonTape, type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { placeMarks } from './anthropic-marks.ts';
import { Collector, scanBody } from './collector.ts';
import { readToolCall } from './tool-calls.ts';
import type { Block, Conversation, Dialect, Scan, Usage } from './types.ts';
import { asCount, asObject, createUsageReader, type Wire } from './usage.ts';

const MESSAGES = /\/v1\/messages\/?$/;
/** Vertex and Bedrock take the same bodies, but for the model, which stands in the path. */
const VERTEX = /\/publishers\/anthropic\/models\/(?!count-tokens:)([^/:]+):(?:rawPredict|streamRawPredict)$/;
const BEDROCK = /\/model\/([^/]*(?:anthropic|claude|inference-profile)[^/]*)\/invoke(?:-with-response-stream)?$/;

/** Anthropic Messages, as also spoken by gateways and by Vertex- and Bedrock-shaped upstreams. */
export const anthropic = {
  id: 'anthropic',
  cache: 'breakpoints',
  matches: ({ method, path }) => method === 'POST' && (MESSAGES.test(path) || VERTEX.test(path) || BEDROCK.test(path)),
  model: ({ path }) => decode((VERTEX.exec(path) ?? BEDROCK.exec(path))?.[1] ?? ''),
  read,
  marks: placeMarks,
  usage: (contentType) =>
    createUsageReader(contentType, ['"usage"'], (message, usage) => {
      const inner = asObject(message.message);
      const answer = 'usage' in inner ? inner : message;
      const counts = asObject(answer.usage);
      if (typeof answer.model === 'string') usage.model = answer.model;
      const stop = asObject(message.delta).stop_reason ?? answer.stop_reason;
      if (typeof stop === 'string') usage.stop = stop;
      // message_delta repeats the cumulative counts; the newest number that is there counts (null is none).
      const isTold = (name: string): boolean => typeof counts[name] === 'number';
      if (isTold('input_tokens')) usage.fresh = asCount(counts.input_tokens);
      if (isTold('cache_read_input_tokens')) usage.read = asCount(counts.cache_read_input_tokens);
      if (isTold('cache_creation_input_tokens')) absorbWrites(counts, usage);
      if (isTold('output_tokens')) usage.output = asCount(counts.output_tokens);
      return true;
    }),
  error: (status, message) => ({
    contentType: 'application/json',
    body: JSON.stringify({
      type: 'error',
      error: { type: status === 413 ? 'request_too_large' : 'api_error', message },
    }),
  }),
} as const satisfies Dialect;

/** Only message_start and plain answers tell the lifetimes of what was written; message_delta repeats the sum alone. */
function absorbWrites(counts: Wire, usage: Usage): void {
  const sum = asCount(counts.cache_creation_input_tokens);
  const lives = asObject(counts.cache_creation);
  const known = usage.write5m + usage.write1h;
  const told = 'ephemeral_1h_input_tokens' in lives ? asCount(lives.ephemeral_1h_input_tokens) : null;
  const write1h = told ?? (known === 0 ? 0 : Math.round((sum * usage.write1h) / known));
  usage.write1h = Math.min(sum, write1h);
  usage.write5m = sum - usage.write1h;
}

/** A name from a path; one that is not percent-encoded is taken as it stands. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray percent sign: as good a label
  }
}

function read(body: Uint8Array, scan?: Scan): Conversation | null {
  const tape = scanBody(body, scan);
  if (tape === null) return null;
  const messages = tape.get(0, 'messages');
  if (tape.type(messages) !== NodeType.array) return null;
  const reader = new Reader(tape);
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  const system = tape.get(0, 'system');
  if (tape.type(system) === NodeType.string) reader.block(system, 'system');
  else for (const block of tape.elements(system)) reader.block(block, 'system');
  reader.messages(messages);
  const fingerprint = digestOf(system < 0 ? '' : stableText(tape, system), reader.firstUserText);
  return reader.conclude(fingerprint, tape.text(tape.get(tape.get(0, 'metadata'), 'user_id')));
}

/** System text without cache marks and without the client's billing block, which may change from turn to turn. */
function stableText(tape: JsonTape, system: NodeIndex): string {
  if (tape.type(system) === NodeType.string) return tape.text(system) ?? '';
  const texts: string[] = [];
  for (const block of tape.elements(system)) {
    const text = tape.text(tape.get(block, 'text')) ?? '';
    if (!text.startsWith('x-anthropic-billing-header')) texts.push(text);
  }
  return texts.join('\n');
}

/** The bytes of the cache_control member with the comma that joins it to its neighbours. */
function markRange(tape: JsonTape, node: NodeIndex): [number, number] | null {
  let previousEnd = -1;
  let marked = -1;
  for (const [key, value] of tape.members(node)) {
    if (marked >= 0) return [marked, tape.start(key)];
    if (tape.isString(key, 'cache_control')) {
      if (previousEnd >= 0) return [previousEnd, tape.end(value)];
      marked = tape.start(key);
    }
    previousEnd = tape.end(value);
  }
  return marked < 0 ? null : [marked, previousEnd];
}

class Reader extends Collector {
  override block(node: NodeIndex, kind: Block['kind']): number {
    const { tape } = this;
    const breakpoint = this.breakpoint(node);
    // A block that holds nothing but a text stands for the text: clients send it now as a string, now as a block.
    const text = tape.isString(tape.get(node, 'type'), 'text') ? tape.get(node, 'text') : -1;
    const range = text >= 0 ? text : node;
    const mark = text >= 0 ? null : markRange(tape, node);
    return (
      this.blocks.push({
        start: tape.start(range),
        end: tape.end(range),
        kind,
        ...(breakpoint && { breakpoint }),
        ...(mark && { mark }),
      }) - 1
    );
  }

  private breakpoint(node: NodeIndex): '5m' | '1h' | null {
    const { tape } = this;
    const mark = tape.get(node, 'cache_control');
    if (tape.type(mark) !== NodeType.object) return null;
    return tape.isString(tape.get(mark, 'ttl'), '1h') ? '1h' : '5m';
  }

  messages(list: NodeIndex): void {
    const { tape } = this;
    const nodes = [...tape.elements(list)];
    const newest = nodes.findLastIndex((node) => tape.isString(tape.get(node, 'role'), 'assistant'));
    nodes.forEach((message, index) => {
      const role = tape.text(tape.get(message, 'role')) ?? '';
      const content = tape.get(message, 'content');
      if (tape.type(content) === NodeType.string) {
        this.block(content, role === 'user' || role === 'assistant' ? role : 'other');
        if (role === 'user') this.userText(tape.text(content) ?? '');
        return;
      }
      for (const part of tape.elements(content)) this.part(part, role, index > newest);
    });
  }

  private part(part: NodeIndex, role: string, isNew: boolean): void {
    const { tape } = this;
    const type = tape.text(tape.get(part, 'type'));
    if (role === 'user' && type === 'tool_result') {
      this.toolResult(part, this.block(part, 'tool-result'), isNew);
      return;
    }
    this.block(part, role === 'user' || role === 'assistant' ? role : 'other');
    if (role === 'user' && type === 'text') this.userText(tape.text(tape.get(part, 'text')) ?? '');
    if (role === 'assistant' && type === 'tool_use') {
      const id = tape.text(tape.get(part, 'id')) ?? '';
      this.trail.addCall(id, readToolCall(tape.text(tape.get(part, 'name')) ?? '', tape, tape.get(part, 'input')));
      if (this.isOfProgram(part)) this.programCalls.add(id);
    }
  }

  private toolResult(result: NodeIndex, block: number, isNew: boolean): void {
    const { tape } = this;
    const id = tape.text(tape.get(result, 'tool_use_id'));
    if (id !== null && this.programCalls.has(id)) return;
    this.addTexts({
      content: tape.get(result, 'content'),
      partType: 'text',
      hint: this.trail.hint(id),
      isError: tape.isTrue(tape.get(result, 'is_error')),
      isNew,
      block,
    });
  }
}
