import { dirname, join } from 'node:path';
import type { ExchangeUsage } from '../../contract/exchange.ts';
import { contentOf, countOf, type Fields, fieldsOf, listOf, pathOf, textOf, timeOf } from '../fields.ts';
import type { LineReader, Place, TranscriptClient, TranscriptEvent } from '../types.ts';

/**
 * One file per session under tmp/<project>/chats: lines since 2026, one JSON document before. A message is written again
 * as it grows, so its id tells repetitions; the project's directory lies in a file of its own.
 */
export const geminiCli = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  roots: ({ userHome, env }) => [join(env.GEMINI_CLI_HOME?.trim() || userHome, '.gemini', 'tmp')],
  isTranscript: (path) => /[\\/]chats[\\/].*\.jsonl?$/.test(path),
  isDocument: (path) => path.endsWith('.json'),
  projectFile: (path) => join(dirname(dirname(path)), '.project_root'),
  open: ({ path, project, wanted }) => new GeminiReader(path, project, wanted),
} satisfies TranscriptClient;

class GeminiReader implements LineReader {
  private session: string;
  private readonly project: string;
  private readonly isUsageOnly: boolean;

  constructor(path: string, project: string, wanted: 'usage' | 'all') {
    this.session = path;
    this.project = project;
    this.isUsageOnly = wanted === 'usage';
  }

  read(line: Buffer): readonly TranscriptEvent[] {
    if (this.isUsageOnly && !line.includes('"tokens"') && !line.includes('"sessionId"')) return [];
    const entry = fieldsOf(JSON.parse(line.toString('utf8')));
    this.session = textOf(entry.sessionId) || this.session;
    const nested = [...listOf(entry.messages), ...listOf(fieldsOf(entry.$set).messages)];
    return [entry, ...nested].flatMap((message) => this.readMessage(fieldsOf(message)));
  }

  private readMessage(message: Fields): TranscriptEvent[] {
    if (message.type !== 'gemini') return [];
    const { session, project } = this;
    const place = { client: 'gemini-cli', session, project, at: timeOf(message.timestamp) };
    const id = textOf(message.id);
    const events: TranscriptEvent[] = [];
    if (typeof message.tokens === 'object') {
      const key = id === '' ? null : `gemini-cli:${id}`;
      const usage = toUsage(fieldsOf(message.tokens));
      events.push({ kind: 'usage', ...place, key, model: textOf(message.model), usage });
    }
    if (!this.isUsageOnly) {
      for (const call of listOf(message.toolCalls)) events.push(...readCall(fieldsOf(call), place));
    }
    return events;
  }
}

function readCall(call: Fields, place: Place): TranscriptEvent[] {
  const args = fieldsOf(call.args);
  const id = textOf(call.id);
  const responses = listOf(call.result).map((part) => fieldsOf(fieldsOf(fieldsOf(part).functionResponse).response));
  const whole = responses.map((response) => contentOf(response.output) || contentOf(response.error)).join('\n');
  const text = whole.replace(/^<untrusted_context>\n(?:Output: )?/, '');
  const isError = call.status === 'error' || responses.some(({ error }) => error !== undefined);
  return [
    { kind: 'call', ...place, id, tool: textOf(call.name), command: textOf(args.command), path: pathOf(args) },
    { kind: 'result', ...place, id, text, isError: isError || /^Exit Code: [1-9]/m.test(text) },
  ];
}

/** `input` holds the cached tokens; thoughts are billed as output. */
function toUsage(given: Fields): ExchangeUsage {
  const read = countOf(given.cached);
  return {
    fresh: Math.max(0, countOf(given.input) - read) + countOf(given.tool),
    write5m: 0,
    write1h: 0,
    read,
    output: countOf(given.output) + countOf(given.thoughts),
  };
}
