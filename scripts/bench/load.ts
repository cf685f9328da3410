import { Agent, get, request } from 'node:http';

/** Where requests go. */
export interface Target {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Times of one request in ms from its first byte sent, and how its stream arrived. */
export interface Timing {
  readonly status: number;
  readonly firstByteMs: number;
  readonly totalMs: number;
  /** Longest silence between two chunks of the answer. */
  readonly longestGapMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

export function closeConnections(): void {
  agent.destroy();
}

/** Sends one body and reads the whole answer. */
export function send(target: Target, body: Buffer): Promise<Timing> {
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-api-key': 'sk-ant-bench',
    'anthropic-version': '2023-06-01',
    'user-agent': 'headroom-bench',
    ...target.headers,
  };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const call = request(`${target.base}/v1/messages`, { method: 'POST', agent, headers }, (answer) => {
      let first = 0;
      let last = 0;
      let longestGapMs = 0;
      answer.on('data', () => {
        const now = performance.now();
        if (first === 0) first = now;
        else longestGapMs = Math.max(longestGapMs, now - last);
        last = now;
      });
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          firstByteMs: first - started,
          totalMs: performance.now() - started,
          longestGapMs,
        }),
      );
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** POSTs JSON over a connection that is kept, and gives the JSON of the answer. @throws when it is not a 200. */
export function postJson(url: string, body: object): Promise<unknown> {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
    });
    call.on('error', reject);
    call.end(bytes);
  });
}

/** Whether an address answers at all. */
export function isUp(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, (answer) => {
      answer.resume();
      resolve((answer.statusCode ?? 500) < 500);
    }).on('error', () => resolve(false));
  });
}

/** Value below which the share `q` of the numbers lies (nearest rank). */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
