import { join } from 'node:path';
import type { ExchangeUsage } from '../../contract/exchange.ts';
import { contentOf, countOf, type Fields, fieldsOf, listOf, textOf, timeOf } from '../fields.ts';
import type { LineReader, TranscriptClient, TranscriptEvent } from '../types.ts';

/**
 * One JSONL file per thread. Newer versions write a `token_usage_record` with the id of each answer; older ones only
 * `token_count` events, which repeat: one counts when the session's total has grown.
 */
export const codex = {
  id: 'codex',
  name: 'Codex',
  roots: ({ userHome, env }) => {
    const home = env.CODEX_HOME?.trim() || join(userHome, '.codex');
    return [join(home, 'sessions'), join(home, 'archived_sessions')];
  },
  isTranscript: (path) => path.endsWith('.jsonl'),
  open: ({ path, wanted }) => new CodexReader(path, wanted),
} satisfies TranscriptClient;

class CodexReader implements LineReader {
  private session: string;
  private project = '';
  private model = '';
  private hasRecords = false;
  private lastTotal = 0;
  private readonly isUsageOnly: boolean;

  constructor(path: string, wanted: 'usage' | 'all') {
    this.session = path;
    this.isUsageOnly = wanted === 'usage';
  }

  read(line: Buffer): readonly TranscriptEvent[] {
    if (this.isUsageOnly && !TELLING.some((word) => line.includes(word))) return [];
    const entry = fieldsOf(JSON.parse(line.toString('utf8')));
    const payload = fieldsOf(entry.payload);
    const at = timeOf(entry.timestamp);
    switch (entry.type) {
      case 'session_meta':
        this.session = textOf(payload.id) || this.session;
        this.project = textOf(payload.cwd) || this.project;
        return [];
      case 'turn_context':
        this.model = textOf(payload.model) || this.model;
        this.project = textOf(payload.cwd) || this.project;
        return [];
      case 'token_usage_record':
        this.hasRecords = true;
        return this.makeUsage(fieldsOf(payload.usage), at, textOf(payload.response_id));
      case 'event_msg':
        return payload.type === 'token_count' ? this.readCount(fieldsOf(payload.info), at) : [];
      case 'response_item':
        return this.isUsageOnly ? [] : this.readItem(payload, at);
      default:
        return [];
    }
  }

  private readCount(info: Fields, at: number): readonly TranscriptEvent[] {
    const total = countOf(fieldsOf(info.total_token_usage).total_tokens);
    if (this.hasRecords || total <= this.lastTotal) return [];
    this.lastTotal = total;
    return this.makeUsage(fieldsOf(info.last_token_usage), at, `${this.session}:${total}`);
  }

  private makeUsage(given: Fields, at: number, id: string): readonly TranscriptEvent[] {
    const { session, project, model } = this;
    const key = id === '' ? null : `codex:${id}`;
    return [{ kind: 'usage', client: 'codex', session, project, at, key, model, usage: toUsage(given) }];
  }

  private readItem(item: Fields, at: number): readonly TranscriptEvent[] {
    const place = { client: 'codex', session: this.session, project: this.project, at };
    const id = textOf(item.call_id);
    if (item.type === 'function_call' || item.type === 'custom_tool_call') {
      const command = readCommand(textOf(item.arguments) || textOf(item.input));
      return [{ kind: 'call', ...place, id, tool: textOf(item.name), command, path: '' }];
    }
    if (item.type !== 'function_call_output' && item.type !== 'custom_tool_call_output') return [];
    const whole = contentOf(item.output);
    const head = /^Script (?:completed|failed)\n[\s\S]{0,200}?Output:\n+/.exec(whole)?.[0] ?? '';
    const text = whole.slice(head.length);
    const isError = FAILED.test(whole.slice(0, 400)) || (head !== '' && SAYS_FAILED.test(text));
    return [{ kind: 'result', ...place, id, text, isError }];
  }
}

/** Words of the lines that tell about usage, or that later lines of usage need. */
const TELLING = ['token_usage_record', 'token_count', 'turn_context', 'session_meta'];

/** How an output begins whose command failed, in both forms that Codex writes. */
const FAILED = /(?:Process exited with code|Exit code:?|"exit_code":)\s*-?[1-9]|^Script failed/;

/** A script tells no exit code of its commands; what shells and programs say first of all when they cannot begin does. */
const SAYS_FAILED =
  /^[^\n]{0,200}(?:No such file or directory|command not found|(?:unknown|unrecogni[sz]ed|invalid|illegal|unexpected) (?:option|argument|flag))/;

/** The command of a shell call: `{"command":[…]}`, `{"cmd":"…"}`, or a program that calls tools.exec_command({cmd: "…"}). */
function readCommand(text: string): string {
  const nested = /\bcmd:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  try {
    if (nested !== undefined) return textOf(JSON.parse(nested));
    const given = fieldsOf(JSON.parse(text));
    const words = listOf(given.command).map(textOf);
    // ["bash", "-lc", "the command"]
    return textOf(given.cmd) || textOf(given.command) || (words[1]?.startsWith('-') ? words.slice(2) : words).join(' ');
  } catch {
    return ''; // not a call of a shell, or cut: then its command is unknown
  }
}

function toUsage(given: Fields): ExchangeUsage {
  const read = countOf(given.cached_input_tokens);
  const written = countOf(given.cache_write_input_tokens);
  return {
    fresh: Math.max(0, countOf(given.input_tokens) - read - written),
    write5m: written,
    write1h: 0,
    read,
    output: countOf(given.output_tokens),
  };
}
