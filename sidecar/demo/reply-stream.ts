import type { ServerResponse } from 'node:http';
import type { ExchangeUsage } from '../contract/exchange.ts';
import { estimateTokens } from './estimate.ts';
import type { DemoReply } from './types.ts';

/** Everything that an answer of the mock provider says. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  readonly reply: DemoReply;
  readonly usage: ExchangeUsage;
}

/** Tokens that the provider bills for a reply. */
export function countReply(reply: DemoReply): number {
  return reply.calls.reduce(
    (sum, call) => sum + estimateTokens(call.name + JSON.stringify(call.input)),
    estimateTokens(reply.text),
  );
}

/** Streams a reply as the Messages API does: word by word, tool inputs in pieces, usage first and last. */
export function writeReply(response: ServerResponse, { id, model, reply, usage }: Answer): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'request-id': `req_${id}`,
  });
  const send = (type: string, rest: object): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`);
  };
  const billed = billedInput(usage);
  const unset = { content: [], stop_reason: null, stop_sequence: null };
  send('message_start', {
    message: {
      id: `msg_${id}`,
      type: 'message',
      role: 'assistant',
      model,
      ...unset,
      usage: { ...billed, output_tokens: 1 },
    },
  });
  send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  for (const word of reply.text.split(/(?<= )/)) {
    send('content_block_delta', { index: 0, delta: { type: 'text_delta', text: word } });
  }
  send('content_block_stop', { index: 0 });
  reply.calls.forEach((call, i) => {
    const index = i + 1;
    send('content_block_start', {
      index,
      content_block: { type: 'tool_use', id: call.id, name: call.name, input: {} },
    });
    for (const part of JSON.stringify(call.input).match(/.{1,24}/gs) ?? []) {
      send('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: part } });
    }
    send('content_block_stop', { index });
  });
  const stop = { stop_reason: reply.calls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null };
  send('message_delta', { delta: stop, usage: { ...billed, output_tokens: usage.output } });
  send('message_stop', {});
  response.end();
}

function billedInput(usage: ExchangeUsage): object {
  return {
    input_tokens: usage.fresh,
    cache_creation_input_tokens: usage.write5m + usage.write1h,
    cache_read_input_tokens: usage.read,
    cache_creation: { ephemeral_5m_input_tokens: usage.write5m, ephemeral_1h_input_tokens: usage.write1h },
  };
}
