import { type JsonTape, type NodeIndex, scanJson } from '../lib/json-tape.ts';
import { estimateTokens } from './estimate.ts';

/** One block of a prompt, in the order in which the provider caches it. */
export interface PromptBlock {
  /** Exactly the bytes of its members, without the cache mark, behind the role it belongs to. */
  readonly source: string;
  readonly tokens: number;
  /** The client put a cache mark on it. */
  readonly marked: boolean;
}

/** Tools, then system, then messages: the blocks of a Messages request. Null when the body is not JSON. */
export function readBlocks(body: Uint8Array): readonly PromptBlock[] | null {
  const tape = scanJson(body);
  if (tape === null) return null;
  const blocks: PromptBlock[] = [];
  for (const node of tape.elements(tape.get(0, 'tools'))) blocks.push(makeBlock(tape, node, 'tool'));
  pushContent(blocks, tape, tape.get(0, 'system'), 'system');
  for (const message of tape.elements(tape.get(0, 'messages'))) {
    pushContent(blocks, tape, tape.get(message, 'content'), tape.text(tape.get(message, 'role')) ?? '');
  }
  return blocks;
}

function pushContent(blocks: PromptBlock[], tape: JsonTape, content: NodeIndex, role: string): void {
  const text = tape.text(content);
  if (text !== null) {
    // A string stands for one text block, whichever way the client spells it this turn.
    blocks.push({ source: `${role} ${sourceOf(tape, content)}`, tokens: estimateTokens(text), marked: false });
    return;
  }
  for (const node of tape.elements(content)) blocks.push(makeBlock(tape, node, role));
}

function makeBlock(tape: JsonTape, node: NodeIndex, role: string): PromptBlock {
  const text = tape.text(tape.get(node, 'text'));
  const kept = [...tape.members(node)].filter(([key]) => !tape.isString(key, 'cache_control'));
  const isPlain = text !== null && kept.length === 2 && tape.isString(tape.get(node, 'type'), 'text');
  const members = kept.map(([key, value]) => `${sourceOf(tape, key)}:${sourceOf(tape, value)}`);
  return {
    source: `${role} ${isPlain ? sourceOf(tape, tape.get(node, 'text')) : members.join(',')}`,
    tokens: estimateTokens(text ?? resultText(tape, node) ?? members.join(',')),
    marked: tape.get(node, 'cache_control') >= 0,
  };
}

function resultText(tape: JsonTape, node: NodeIndex): string | null {
  const content = tape.get(node, 'content');
  const whole = tape.text(content);
  if (whole !== null) return whole;
  const parts = [...tape.elements(content)].map((part) => tape.text(tape.get(part, 'text')));
  return parts.length > 0 ? parts.map((part) => part ?? '').join('\n') : null;
}

function sourceOf(tape: JsonTape, node: NodeIndex): string {
  return Buffer.from(tape.source(node)).toString('utf8');
}
