import { toConnectable } from '../lib/origin.ts';

/** An import of node:http also loads the WebSocket and fetch that it exports: 45 ms of every command, measured with Node 24. */
const { request } = process.getBuiltinModule('node:http');

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Bounds of a question to a local port: a stranger there may answer slowly, endlessly or not at all. */
export interface AskOptions {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly token?: string | undefined;
  /** JSON to send; without it the question is a GET. */
  readonly json?: string | undefined;
  /** How the JSON is sent. Default POST. */
  readonly method?: 'POST' | 'PATCH';
  /** For the whole answer. Default 2,000. */
  readonly timeoutMs?: number;
  /** Default 4 MiB. */
  readonly maxBytes?: number;
}

/** GET from (or POST or PATCH to) a server on this computer; null when nothing answers HTTP within the bounds. */
export function askLocal(options: AskOptions): Promise<Answer | null> {
  const { host, port, path, token, json, timeoutMs = 2000, maxBytes = 4 * 1024 * 1024 } = options;
  const method = json === undefined ? 'GET' : (options.method ?? 'POST');
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
  };
  const target = { host: toConnectable(host), port, path, method, headers, agent: false };
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const question = request({ ...target, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) question.destroy(new Error('too long'));
        else chunks.push(chunk);
      });
      response.on('error', () => resolve(null));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    question.on('error', () => resolve(null));
    question.end(json);
  });
}
