import { type JsonTape, type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { scanBody } from './collector.ts';
import type { Insertion, Scan } from './types.ts';

const MARK = ',"cache_control":{"type":"ephemeral"}';
const ANY_MARK = '"cache_control"';
/** Shorter prompts are below what any model caches (1,024 tokens; prompt caching guide). */
const LEAST_BYTES = 4096;
/** Blocks of a message that may carry a mark. */
const MARKABLE = ['tool_result', 'text', 'image', 'document'] as const;

/**
 * Cache breakpoints for an agent loop that sets none: on the last block of what stays the same (system, else tools) and on
 * the last block of the two newest user messages, so that each turn reads what the turn before wrote. Three of the four
 * that the API allows. Only from the second turn on: a single question is not worth a write.
 * @returns nothing for a request that carries any mark, or is no turn of a loop
 */
export function placeMarks(body: Uint8Array, scan?: Scan): readonly Insertion[] {
  if (body.length < LEAST_BYTES || hasMark(body)) return [];
  const tape = scanBody(body, scan);
  if (tape === null) return [];
  const messages = [...tape.elements(tape.get(0, 'messages'))];
  const last = messages.at(-1) ?? -1;
  if (!isRole(tape, last, 'user') || !hasPart(tape, last, 'tool_result')) return [];
  if (!messages.some((message) => isRole(tape, message, 'assistant') && hasPart(tape, message, 'tool_use'))) return [];
  const before = messages.slice(0, -1).findLast((message) => isRole(tape, message, 'user')) ?? -1;
  const places = [findStatic(tape), findMarkable(tape, before), findMarkable(tape, last)];
  if (tape.ambiguous) return [];
  return places.filter((node) => node >= 0).map((node) => ({ at: tape.end(node) - 1, text: MARK }));
}

/** Inside a text the quotes are escaped, so these bytes are always a key. */
function hasMark(body: Uint8Array): boolean {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(ANY_MARK, 0, 'latin1');
}

function isRole(tape: JsonTape, message: NodeIndex, role: string): boolean {
  return tape.isString(tape.get(message, 'role'), role);
}

function hasPart(tape: JsonTape, message: NodeIndex, type: string): boolean {
  for (const part of tape.elements(tape.get(message, 'content'))) {
    if (tape.isString(tape.get(part, 'type'), type)) return true;
  }
  return false;
}

/** The last part of a message, if it may carry a mark; -1 otherwise. A message that is one string has no place for it. */
function findMarkable(tape: JsonTape, message: NodeIndex): NodeIndex {
  const part = [...tape.elements(tape.get(message, 'content'))].at(-1) ?? -1;
  const type = tape.get(part, 'type');
  if (!MARKABLE.some((one) => tape.isString(type, one))) return -1;
  const isEmpty = tape.isString(type, 'text') && (tape.text(tape.get(part, 'text')) ?? '').trim() === '';
  return isEmpty ? -1 : part;
}

/** The last text of the system prompt, else the last tool of the client's own. */
function findStatic(tape: JsonTape): NodeIndex {
  const system = [...tape.elements(tape.get(0, 'system'))].at(-1) ?? -1;
  if (tape.isString(tape.get(system, 'type'), 'text') && (tape.text(tape.get(system, 'text')) ?? '').trim() !== '') {
    return system;
  }
  const tool = [...tape.elements(tape.get(0, 'tools'))].at(-1) ?? -1;
  // Tools of the provider and tools that are loaded later have rules of their own.
  const isOwn = tape.type(tape.get(tool, 'input_schema')) === NodeType.object && tape.get(tool, 'defer_loading') < 0;
  return isOwn ? tool : -1;
}
