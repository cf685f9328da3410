import { digestOf } from '../lib/hash.ts';
import { type JsonTape, type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { Collector, scanBody } from './collector.ts';
import { readToolCall } from './tool-calls.ts';
import type { Conversation, Dialect, Scan, Usage } from './types.ts';
import { asCount, asObject, createUsageReader, type Wire } from './usage.ts';

/** Gemini's generateContent, at Google's own API and under Vertex paths. */
const PATH = /\/models\/([^/:]+):(?:generateContent|streamGenerateContent)$/;

export const gemini = {
  id: 'gemini',
  cache: 'automatic',
  matches: ({ method, path }) => method === 'POST' && PATH.test(path),
  model: ({ path }) => PATH.exec(path)?.[1] ?? '',
  read,
  usage: (contentType) => createUsageReader(contentType, ['"usageMetadata"'], absorb),
  error: (status, message) => ({
    contentType: 'application/json',
    body: JSON.stringify({ error: { code: status, message, status: statuses[status] ?? 'UNAVAILABLE' } }),
  }),
} as const satisfies Dialect;

/** Names that Google's clients know for a status; all others of ours are passing. */
const statuses: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  413: 'INVALID_ARGUMENT',
  504: 'DEADLINE_EXCEEDED',
};

/** Every chunk of a stream repeats the counts so far; the newest counts. Thoughts are billed as output. */
function absorb(message: Wire, usage: Usage): boolean {
  const counts = asObject(message.usageMetadata);
  if (typeof message.modelVersion === 'string') usage.model = message.modelVersion;
  const candidate = asObject(Array.isArray(message.candidates) ? message.candidates[0] : undefined);
  if (typeof candidate.finishReason === 'string') usage.stop = candidate.finishReason;
  if (!('promptTokenCount' in counts)) return false;
  const input = asCount(counts.promptTokenCount) + asCount(counts.toolUsePromptTokenCount);
  usage.read = asCount(counts.cachedContentTokenCount);
  usage.fresh = Math.max(0, input - usage.read);
  usage.output = asCount(counts.candidatesTokenCount) + asCount(counts.thoughtsTokenCount);
  return true;
}

function read(body: Uint8Array, scan?: Scan): Conversation | null {
  const tape = scanBody(body, scan);
  if (tape === null) return null;
  const contents = tape.get(0, 'contents');
  if (tape.type(contents) !== NodeType.array) return null;
  const reader = new Reader(tape);
  const cached = pick(tape, 0, 'cachedContent', 'cached_content');
  if (cached >= 0) reader.block(cached, 'other');
  for (const tool of tape.elements(tape.get(0, 'tools'))) reader.block(tool, 'tools');
  const system = pick(tape, 0, 'systemInstruction', 'system_instruction');
  let systemText = '';
  for (const part of tape.elements(tape.get(system, 'parts'))) {
    reader.block(part, 'system');
    systemText += tape.text(tape.get(part, 'text')) ?? '';
  }
  reader.contents(contents);
  return reader.conclude(digestOf(systemText, reader.firstUserText), null);
}

/** Members are read under both of the spellings that protocol buffers' JSON allows. */
function pick(tape: JsonTape, node: NodeIndex, camel: string, snake: string): NodeIndex {
  const found = tape.get(node, camel);
  return found >= 0 ? found : tape.get(node, snake);
}

/**
 * Gemini CLI puts what a shell printed between these lines, with the process's own numbers at the end. They stay as they
 * are: only what was printed is a text.
 */
const HEAD = /^<untrusted_context(?: [^>\n]{1,200})?>\n(?:Output: )?/;
const TAIL =
  /\n(?:(?:Error|Exit Code|Signal|Background PIDs|Process Group PGID): [^\n]{0,200}\n){0,5}<\/untrusted_context>\s{0,4}$/;
const LONGEST_TAIL = 1200;

function splitFrame(text: string): { head: string; tail: string } | null {
  const head = HEAD.exec(text)?.[0];
  if (head === undefined) return null;
  const tail = TAIL.exec(text.slice(Math.max(head.length, text.length - LONGEST_TAIL)))?.[0];
  return tail === undefined ? null : { head, tail };
}

/** A call that no result has answered yet. */
interface OpenCall {
  readonly id: string | null;
  readonly name: string;
  readonly key: string;
}

class Reader extends Collector {
  private open: OpenCall[] = [];
  private calls = 0;

  contents(list: NodeIndex): void {
    const { tape } = this;
    const nodes = [...tape.elements(list)];
    const newest = nodes.findLastIndex((node) => tape.isString(tape.get(node, 'role'), 'model'));
    nodes.forEach((content, index) => {
      // A content without a role is the user's.
      const role = tape.text(tape.get(content, 'role')) ?? 'user';
      if (role === 'model') this.open = [];
      for (const part of tape.elements(tape.get(content, 'parts'))) this.part(part, role, index > newest);
    });
  }

  private part(part: NodeIndex, role: string, isNew: boolean): void {
    const { tape } = this;
    const result = pick(tape, part, 'functionResponse', 'function_response');
    if (role !== 'model' && tape.type(result) === NodeType.object) {
      this.toolResult(result, this.block(part, 'tool-result'), isNew);
      return;
    }
    this.block(part, role === 'model' ? 'assistant' : role === 'user' ? 'user' : 'other');
    if (role === 'user') {
      const text = tape.text(tape.get(part, 'text'));
      if (text !== null) this.userText(text);
    }
    const call = pick(tape, part, 'functionCall', 'function_call');
    if (role !== 'model' || tape.type(call) !== NodeType.object) return;
    const name = tape.text(tape.get(call, 'name')) ?? '';
    const key = String(this.calls++);
    this.open.push({ id: tape.text(tape.get(call, 'id')), name, key });
    this.trail.addCall(key, readToolCall(name, tape, tape.get(call, 'args')));
  }

  /** Calls and results are paired by id; clients that give none keep the order of the calls of a name. */
  private answered(result: NodeIndex): string | null {
    const { tape } = this;
    const id = tape.text(tape.get(result, 'id'));
    const name = tape.text(tape.get(result, 'name'));
    const byId = id === null ? -1 : this.open.findIndex((call) => call.id === id);
    const at = byId >= 0 ? byId : this.open.findIndex((call) => call.name === name);
    return at < 0 ? null : this.open.splice(at, 1)[0]!.key;
  }

  private toolResult(result: NodeIndex, block: number, isNew: boolean): void {
    const { tape } = this;
    const hint = this.trail.hint(this.answered(result));
    const response = tape.get(result, 'response');
    for (const [key, content] of tape.members(response)) {
      if (tape.isString(key, 'name') || tape.isString(key, 'id')) continue;
      const isError = tape.isString(key, 'error');
      this.addTexts({ content, partType: 'text', hint, isError, isNew, block, splitFrame });
    }
  }
}
