/** The bench's provider, a process of its own so that it does not share an event loop with what is measured. */
import { createServer } from 'node:http';

/**
 * The model's name says what to answer (gateways drop queries and headers they do not know): "claude-bench-300-10" is a
 * stream of 300 events of about 150 bytes, 10 ms apart; without numbers a small JSON answer.
 */
const usage = { input_tokens: 10, cache_read_input_tokens: 1000, cache_creation_input_tokens: 100, output_tokens: 50 };
const opening = `event: message_start\ndata: ${JSON.stringify({ type: 'message_start', message: { id: 'msg_1', model: 'claude-bench', usage } })}\n\n`;
const closing = `event: message_stop\ndata: {"type":"message_stop"}\n\n`;
const delta = (n: number) =>
  `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: `word ${n} of the answer ` } })}\n\n`;

const server = createServer((request, response) => {
  let head = '';
  request.on('data', (chunk: Buffer) => {
    if (head.length < 1000) head += chunk.toString('latin1', 0, 1000);
  });
  request.on('end', () => {
    const [, count = '0', pause = '0'] = /claude-bench-(\d+)-(\d+)/.exec(head) ?? [];
    const events = Number(count);
    if (events === 0) {
      const answer = JSON.stringify({
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-bench',
        content: [{ type: 'text', text: 'ok' }],
        usage,
      });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
      response.end(answer);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(opening);
    const gap = Number(pause);
    let sent = 0;
    const next = (): void => {
      // Ten events per turn of the loop, as an unthrottled provider's packets arrive.
      for (let i = 0; i < (gap > 0 ? 1 : 10) && sent < events; i++) response.write(delta(sent++));
      if (sent >= events) response.end(closing);
      else if (gap > 0) setTimeout(next, gap);
      else setImmediate(next);
    };
    next();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
