import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '../lib/hash.ts';
import { readBlocks } from './prompt-blocks.ts';
import { PromptCache } from './prompt-cache.ts';
import { type Answer, countReply, writeReply } from './reply-stream.ts';
import type { DemoSession } from './types.ts';
import { findRefusal } from './validate.ts';

/** The session's model behind the Messages API, on a free port of loopback. */
export interface MockProvider {
  readonly url: string;
  /** Text of a tool result as it last arrived under this key, or null when it never did. */
  arrived(key: string, toolUseId: string): string | null;
  close(): Promise<void>;
}

/**
 * Starts the provider. It keeps a prompt cache per API key, validates every request as the real one would, and answers
 * with the scripted reply that is due.
 * @param now milliseconds; a test passes its own clock to see cache entries expire
 */
export async function startProvider(session: DemoSession, now: () => number = Date.now): Promise<MockProvider> {
  const state: State = { session, cache: new PromptCache(), results: new Map(), now };
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        const decided = decide(state, request, body);
        if ('reply' in decided) writeReply(response, decided);
        else refuse(response, decided);
      },
      () => response.destroy(), // the caller went away while it was still sending
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    arrived: (key, id) => state.results.get(`${key} ${id}`) ?? null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  readonly session: DemoSession;
  readonly cache: PromptCache;
  readonly results: Map<string, string>;
  readonly now: () => number;
}

interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

function decide(state: State, request: IncomingMessage, body: Buffer): Answer | Refusal {
  if (request.method !== 'POST' || request.url?.split('?')[0] !== '/v1/messages') {
    return { status: 404, type: 'not_found_error', message: 'only POST /v1/messages is answered here' };
  }
  const key = request.headers['x-api-key'];
  if (typeof key !== 'string' || key === '') {
    return { status: 401, type: 'authentication_error', message: 'x-api-key header is required' };
  }
  const blocks = readBlocks(body);
  if (blocks === null) return invalid('the body is not valid JSON');
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  const reason = findRefusal(parsed);
  if (reason !== null) return invalid(reason);
  const { model, messages } = parsed as { model: string; messages: readonly { role: string; content: unknown }[] };
  noteResults(state.results, key, messages.at(-1)?.content);
  const reply = state.session.replies[messages.filter((message) => message.role === 'assistant').length];
  if (reply === undefined) return invalid('the session is over');
  const usage = { ...state.cache.bill(`${key} ${model}`, blocks, state.now()), output: countReply(reply) };
  return { reply, model, usage, id: sha256(body).slice(0, 16) };
}

function invalid(message: string): Refusal {
  return { status: 400, type: 'invalid_request_error', message };
}

function noteResults(results: Map<string, string>, key: string, content: unknown): void {
  if (!Array.isArray(content)) return;
  for (const block of content as readonly Readonly<Record<string, unknown>>[]) {
    if (block.type !== 'tool_result') continue;
    const inner = block.content;
    const text = Array.isArray(inner)
      ? inner.map((part: { text?: string }) => part.text ?? '').join('\n')
      : String(inner);
    results.set(`${key} ${String(block.tool_use_id)}`, text);
  }
}

function refuse(response: ServerResponse, { status, type, message }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ type: 'error', error: { type, message } }));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
