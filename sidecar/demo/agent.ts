import { Agent, request } from 'node:http';
import { AppError } from '../contract/errors.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';
import { sha256 } from '../lib/hash.ts';
import type { DemoReply, DemoSession, DemoTurn } from './types.ts';

type Block = Readonly<Record<string, unknown>>;
interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Block[];
}

/** A small coding agent: sends the conversation, reads the streamed answer, runs the scripted tools, sends again. */
export interface DemoAgent {
  /** One request and its answer; the reply tells which tools it asked for. Rejects with AppError when the answer is no 200. */
  turn(): Promise<{ readonly turn: DemoTurn; readonly reply: DemoReply }>;
  close(): void;
}

/** @param key API key; the mock provider keeps one prompt cache per key */
export function createAgent(session: DemoSession, baseUrl: string, key: string): DemoAgent {
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const messages: Message[] = [{ role: 'user', content: [{ type: 'text', text: session.task }] }];
  return {
    async turn() {
      const body = Buffer.from(JSON.stringify(makeRequest(session, messages)));
      const answer = await post(new URL('/v1/messages', baseUrl), body, { connection, key });
      if (answer.status !== 200) {
        throw new AppError(
          'upstream.invalid',
          `The demo's request was answered with status ${answer.status}: ${answer.text.slice(0, 300)}`,
        );
      }
      const { content, usage } = readStream(answer.text);
      const reply = takeReply(session, content);
      messages.push({ role: 'assistant', content });
      if (reply.calls.length > 0) messages.push({ role: 'user', content: reply.calls.map(makeResult) });
      return {
        turn: { usage, firstByteMs: answer.firstByteMs, bytes: body.length, answer: sha256(JSON.stringify(content)) },
        reply,
      };
    },
    close: () => connection.destroy(),
  };
}

function makeRequest(session: DemoSession, messages: readonly Message[]): object {
  const mark = { cache_control: { type: 'ephemeral' } };
  const last = messages.length - 1;
  const marked = messages.map((message, i) => {
    if (i < last) return message;
    return {
      ...message,
      content: message.content.map((block, j) => (j === message.content.length - 1 ? { ...block, ...mark } : block)),
    };
  });
  return {
    model: session.model,
    max_tokens: 8192,
    system: [{ type: 'text', text: session.system, ...mark }],
    tools: session.tools,
    messages: marked,
    metadata: { user_id: 'headroom-demo' },
    stream: true,
  };
}

function makeResult(call: DemoReply['calls'][number]): Block {
  return { type: 'tool_result', tool_use_id: call.id, content: call.result };
}

/** The scripted reply that these blocks are, so that the tools' results can be looked up. */
function takeReply(session: DemoSession, content: readonly Block[]): DemoReply {
  const calls = content.filter((block) => block.type === 'tool_use').map((block) => block.id);
  const text = content.find((block) => block.type === 'text')?.text;
  const reply = session.replies.find(
    (each) => each.text === text && each.calls.every((call, i) => call.id === calls[i]),
  );
  if (reply === undefined)
    throw new AppError(
      'upstream.invalid',
      'The demo got an answer that is not in its script: the stream was changed on its way.',
    );
  return reply;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly firstByteMs: number;
}

function post(url: URL, body: Buffer, { connection, key }: { connection: Agent; key: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-api-key': key,
      'anthropic-version': '2023-06-01',
      'user-agent': 'headroom-demo/1',
    };
    let sentAt = 0;
    const outgoing = request(url, { method: 'POST', agent: connection, headers }, (response) => {
      const chunks: Buffer[] = [];
      let firstByteMs = 0;
      response.on('data', (chunk: Buffer) => {
        if (chunks.length === 0) firstByteMs = performance.now() - sentAt;
        chunks.push(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), firstByteMs }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body, () => {
      sentAt = performance.now();
    });
  });
}

/** Puts the streamed blocks together again and takes the usage of the last event that has one. */
function readStream(text: string): { content: readonly Block[]; usage: ExchangeUsage } {
  const blocks: { fixed: Block; text: string; json: string }[] = [];
  let usage: Readonly<Record<string, unknown>> = {};
  for (const line of text.split('\n')) {
    if (!line.startsWith('data: ')) continue;
    const event = JSON.parse(line.slice(6)) as StreamEvent;
    if (event.type === 'content_block_start' && event.content_block)
      blocks[event.index ?? 0] = { fixed: event.content_block, text: '', json: '' };
    const open = blocks[event.index ?? 0];
    if (event.type === 'content_block_delta' && open) {
      open.text += event.delta?.text ?? '';
      open.json += event.delta?.partial_json ?? '';
    }
    usage = { ...usage, ...event.message?.usage, ...event.usage };
  }
  const content = blocks.map(({ fixed, text: words, json }) =>
    fixed.type === 'tool_use' ? { ...fixed, input: JSON.parse(json) as unknown } : { ...fixed, text: words },
  );
  return { content, usage: readUsage(usage) };
}

interface StreamEvent {
  readonly type: string;
  readonly index?: number;
  readonly content_block?: Block;
  readonly delta?: { readonly text?: string; readonly partial_json?: string };
  readonly message?: { readonly usage?: Readonly<Record<string, unknown>> };
  readonly usage?: Readonly<Record<string, unknown>>;
}

function readUsage(usage: Readonly<Record<string, unknown>>): ExchangeUsage {
  const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
  return {
    fresh: number(usage.input_tokens),
    write5m: number(usage.cache_creation_input_tokens),
    write1h: 0,
    read: number(usage.cache_read_input_tokens),
    output: number(usage.output_tokens),
  };
}
