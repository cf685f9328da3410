import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fields, parseRecord } from './fields.ts';

/** What the other end of a trial saw. */
export interface TrialProvider {
  readonly url: string;
  /** The text of the tool's result as it came back to the model; null when none did. */
  result(): string | null;
  close(): Promise<void>;
}

/**
 * A model on loopback that asks for one Bash command and then ends, and at /hook a PreToolUse hook.
 * @param rewrite null: the hook has no opinion
 */
export async function startTrialProvider(
  command: string,
  rewrite: ((command: string) => string) | null,
): Promise<TrialProvider> {
  let result: string | null = null;
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        if (request.url === '/hook') return answerHook(response, body, rewrite);
        if (request.url?.split('?')[0] !== '/v1/messages') return response.writeHead(404).end();
        result ??= findResult(body);
        const isAsked = Array.isArray(body.tools) && result === null;
        return writeMessage(response, isAsked ? command : null);
      },
      () => response.destroy(), // the client went away while it was still sending
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    result: () => result,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return parseRecord(Buffer.concat(chunks).toString('utf8'));
}

function answerHook(
  response: ServerResponse,
  { tool_input: input }: Fields,
  rewrite: ((line: string) => string) | null,
) {
  const fields = (input ?? {}) as Fields;
  const isRewritten = rewrite !== null && typeof fields.command === 'string';
  // Without a decision: what the client makes of it is its own.
  const updatedInput = isRewritten ? { ...fields, command: rewrite(fields.command as string) } : null;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(isRewritten ? { hookSpecificOutput: { hookEventName: 'PreToolUse', updatedInput } } : {}),
  );
}

function findResult({ messages }: Fields): string | null {
  const blocks = (Array.isArray(messages) ? (messages as Fields[]) : []).flatMap(({ content }) =>
    Array.isArray(content) ? (content as Fields[]) : [],
  );
  const found = blocks.find(({ type }) => type === 'tool_result');
  return found === undefined ? null : JSON.stringify(found.content ?? '');
}

/** One answer of the Messages API as a stream: a call of Bash, or a last word. */
function writeMessage(response: ServerResponse, command: string | null): void {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { id: 'msg_trial', type: 'message', role: 'assistant', model: 'trial', content: [], usage };
  const block =
    command === null ? { type: 'text', text: '' } : { type: 'tool_use', id: 'toolu_trial', name: 'Bash', input: {} };
  const delta =
    command === null
      ? { type: 'text_delta', text: 'Done.' }
      : { type: 'input_json_delta', partial_json: JSON.stringify({ command, description: 'A trial of Headroom' }) };
  const stop = { stop_reason: command === null ? 'end_turn' : 'tool_use', stop_sequence: null };
  const events = {
    message_start: { message: { ...message, stop_reason: null, stop_sequence: null } },
    content_block_start: { index: 0, content_block: block },
    content_block_delta: { index: 0, delta },
    content_block_stop: { index: 0 },
    message_delta: { delta: stop, usage },
    message_stop: {},
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(
    Object.entries(events)
      .map(([type, rest]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`)
      .join(''),
  );
}
