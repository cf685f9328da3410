import { findTerms } from '../engine/terms.ts';
import type { Hint } from '../engine/types.ts';
import type { JsonTape, NodeIndex } from '../lib/json-tape.ts';
import { scanJson } from '../lib/json-tape.ts';
import { Lru } from '../lib/lru.ts';

/** What a tool call tells about its result. */
export interface ToolCall {
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  /** Every short string of the input, for terms: patterns, queries, ids. */
  readonly words: string;
}

const NO_CALL: ToolCall = { tool: '', command: '', path: '', words: '' };
const COMMAND_KEYS = ['command', 'cmd', 'script', 'code'];
const PATH_KEYS = ['file_path', 'path', 'filePath', 'target_file', 'filename', 'notebook_path', 'absolute_path', 'uri'];
const LONGEST_WORDS = 2000;
/**
 * What was read of calls and questions is remembered by their texts, for speed only: every turn of a conversation brings
 * all of them again. In characters.
 */
const MEMO_CHARS = 1024 * 1024;
const encodedCalls = new Lru<string, ToolCall>(
  MEMO_CHARS,
  (call, encoded) => 200 + encoded.length + call.command.length + call.words.length,
);

/** Reads a call from the object of its arguments. */
export function readToolCall(tool: string, tape: JsonTape, input: NodeIndex): ToolCall {
  let command = '';
  let path = '';
  const words: string[] = [];
  for (const [key, value] of tape.members(input)) {
    const text = commandText(tape, value);
    if (text === null) continue;
    const name = tape.text(key) ?? '';
    if (command === '' && COMMAND_KEYS.includes(name)) command = text;
    else if (path === '' && PATH_KEYS.includes(name)) path = text;
    if (text.length <= LONGEST_WORDS) words.push(text);
  }
  return { tool, command, path, words: words.join('\n').slice(0, LONGEST_WORDS) };
}

/** A string, or an argv list joined by spaces ("bash", "-lc", "…" gives what is behind -lc). */
function commandText(tape: JsonTape, value: NodeIndex): string | null {
  const text = tape.text(value);
  if (text !== null) return text;
  const parts: string[] = [];
  for (const element of tape.elements(value)) {
    const part = tape.text(element);
    if (part === null || parts.length > 64) return null;
    parts.push(part);
  }
  if (parts.length === 0) return null;
  return /^-\w*c$/.test(parts[1] ?? '') ? (parts[2] ?? '') : parts.join(' ');
}

/** Reads a call whose arguments are JSON inside a string, as OpenAI's dialects send them. */
export function readEncodedToolCall(tool: string, encoded: string): ToolCall {
  const known = encodedCalls.get(encoded);
  if (known?.tool === tool) return known;
  const tape = scanJson(new TextEncoder().encode(encoded));
  const call = tape === null ? { ...NO_CALL, tool } : readToolCall(tool, tape, 0);
  encodedCalls.set(encoded, call);
  return call;
}

/** Reads a free-form call: Codex's exec tool takes a script whose shell command stands as cmd: "…". */
export function readScriptToolCall(tool: string, script: string): ToolCall {
  const found = /\bcmd["']?\s*:\s*("(?:[^"\\\n]|\\.){1,4000}"|'[^'\n]{1,4000}'|`[^`]{1,4000}`)/.exec(script)?.[1];
  const command = found === undefined ? script.slice(0, LONGEST_WORDS) : unquote(found);
  return { tool, command, path: '', words: command.slice(0, LONGEST_WORDS) };
}

function unquote(literal: string): string {
  if (literal[0] !== '"') return literal.slice(1, -1);
  const tape = scanJson(new TextEncoder().encode(literal));
  return tape?.text(0) ?? literal.slice(1, -1);
}

/** Builds hints while walking a conversation in prompt order: what the user asked last, which calls were made. */
export class HintTrail {
  private readonly calls = new Map<string, ToolCall>();
  private question = questionOf('');

  addCall(id: string, call: ToolCall): void {
    this.calls.set(id, call);
  }

  /** A text that the user typed. What clients put between tags (reminders, environment) is no question. */
  addQuestion(text: string): void {
    const asked = text.slice(0, LONGEST_QUESTION).trim();
    if (asked !== '' && !asked.startsWith('<')) this.question = questionOf(asked);
  }

  hint(callId: string | null): Hint {
    return this.question.hint((callId === null ? undefined : this.calls.get(callId)) ?? NO_CALL);
  }
}

/** Terms are found when somebody asks for them: most results are small or known, and nobody does. */
class Question {
  readonly text: string;
  private readonly hints = new Lru<string, CallHint>(MEMO_CHARS, (_, key) => 400 + 2 * key.length);
  private found: readonly string[] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  get terms(): readonly string[] {
    this.found ??= findTerms(this.text);
    return this.found;
  }

  /** The same object for the same call, so that what others find out about it can be remembered by it. */
  hint(call: ToolCall): Hint {
    const key = [call.tool, call.command, call.path, call.words].join('\0');
    const known = this.hints.get(key);
    if (known !== undefined) return known;
    const hint = new CallHint(call, this);
    this.hints.set(key, hint);
    return hint;
  }
}

const QUESTIONS = 16;
const questions = new Lru<string, Question>(QUESTIONS);

function questionOf(text: string): Question {
  const question = questions.get(text) ?? new Question(text);
  questions.set(text, question);
  return question;
}

class CallHint implements Hint {
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  readonly question: string;
  private readonly asked: Question;
  private readonly words: string;
  private found: readonly string[] | null = null;

  constructor(call: ToolCall, asked: Question) {
    this.tool = call.tool;
    this.command = call.command;
    this.path = call.path;
    this.question = asked.text;
    this.asked = asked;
    this.words = call.words;
  }

  get terms(): readonly string[] {
    this.found ??= [...new Set([...this.asked.terms, ...findTerms(this.words)])].slice(0, MOST_TERMS);
    return this.found;
  }
}

const LONGEST_QUESTION = 4000;
const MOST_TERMS = 96;
