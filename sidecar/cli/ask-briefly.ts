import { connect } from 'node:net';
import { toConnectable } from '../lib/origin.ts';

/** A question to a server on this computer. */
export interface BriefQuestion {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** JSON to POST. */
  readonly body: string;
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * POSTs JSON and gives the body of a 200 answer, or null. Speaks HTTP/1.0 over a plain socket: loading Node's HTTP client
 * takes a third of the time that `headroom run` may take in all.
 */
export function askBriefly({ host, port, path, body, timeoutMs, maxBytes }: BriefQuestion): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const socket = connect({ host: toConnectable(host), port });
    const finish = (answer: string | null): void => {
      clearTimeout(timer);
      resolve(answer);
      socket.destroy();
    };
    const timer = setTimeout(finish, timeoutMs, null);
    socket.on('error', () => finish(null));
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish(null);
      else chunks.push(chunk);
    });
    socket.on('end', () => finish(readAnswer(Buffer.concat(chunks))));
    const head = [
      `POST ${path} HTTP/1.0`,
      `host: ${toConnectable(host)}:${port}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** The body of a 200 answer that came whole, else null. */
function readAnswer(answer: Buffer): string | null {
  const end = answer.indexOf('\r\n\r\n');
  const head = end < 0 ? '' : answer.toString('latin1', 0, end);
  if (!/^HTTP\/1\.[01] 200 /.test(head)) return null;
  const body = answer.subarray(end + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined && Number(length) !== body.length) return null;
  return /\r\ntransfer-encoding:/i.test(head) ? null : body.toString('utf8');
}
