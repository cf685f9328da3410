import type { Dispatcher } from 'undici';
import { AppError } from '../contract/errors.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { makeWebAgent } from '../machine/index.ts';
import { toNetworkError } from './failures.ts';
import { readAhead } from './read-ahead.ts';

/** Release hosts send to their storage once; more than this is a circle. */
const MAX_REDIRECTS = 5;
const CONNECT_MS = 10_000;
/** Between two bytes, not for the whole. */
const SILENCE_MS = 30_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Env = Readonly<Record<string, string | undefined>>;

/** A server's answer with its body still to come; `close` ends it at any time. */
export interface Answer {
  readonly status: number;
  /** As it came, names in lower case. */
  header(name: string): string | undefined;
  /** Its bytes; to be read once. Rejects with the connection's error, after all that has come. */
  readonly chunks: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

export interface FetchOptions {
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY in upper or lower case. */
  readonly env: Env;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for a file and follows redirects: https only, except that a URL on this computer may stay on this computer.
 * Certificates: Node's own, NODE_EXTRA_CA_CERTS and those of the system.
 * @throws AppError tool.dns, tool.offline, tool.tls, tool.cut, tool.missing, tool.refused
 */
export async function fetchFile(url: string, options: FetchOptions): Promise<Answer> {
  const isLocal = isLoopbackName(new URL(url).hostname);
  const agent = await makeWebAgent(options.env, isLocal, { connectMs: CONNECT_MS, silenceMs: SILENCE_MS });
  try {
    let at = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      checkUrl(at, isLocal);
      const answer = await ask(agent, at, options);
      const location = answer.headers.location;
      if (!REDIRECTS.has(answer.statusCode) || typeof location !== 'string') return toAnswer(answer, agent, at);
      await answer.body.dump().catch(() => undefined); // what a redirect says is of no interest
      if (!URL.canParse(location, at)) throw refuse(at, 'sends to an address that is none');
      at = new URL(location, at).href;
    }
    throw refuse(at, `sends on more than ${MAX_REDIRECTS} times`);
  } catch (error) {
    await agent.destroy();
    throw error;
  }
}

function checkUrl(url: string, isLocal: boolean): void {
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') throw refuse(url, 'sends to an address with a login');
  const isHere = isLoopbackName(hostname);
  if (isHere !== isLocal) throw refuse(url, 'is not where a download may lead');
  if (protocol !== 'https:' && !(isHere && protocol === 'http:')) throw refuse(url, 'would send it unprotected');
}

async function ask(agent: Dispatcher, url: string, { headers, signal }: FetchOptions) {
  const { request } = await import('undici');
  try {
    return await request(url, {
      dispatcher: agent,
      // A packed transfer would have other bytes than the pinned ones.
      headers: { 'accept-encoding': 'identity', 'user-agent': 'headroom', ...headers },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    throw toNetworkError(error, url);
  }
}

function toAnswer(answer: Dispatcher.ResponseData, agent: Dispatcher, url: string): Answer {
  const { statusCode: status, headers, body } = answer;
  // Of an answer that is refused nobody reads how it ends.
  body.on('error', () => undefined);
  if (status === 404 || status === 410) {
    throw new AppError('tool.missing', `${new URL(url).hostname} no longer has the file (${status}).`, {
      hint: 'A newer Headroom may know where it is. Or bring the archive with --offline-file.',
    });
  }
  if (status !== 200 && status !== 206 && status !== 416) throw refuse(url, `answers ${status}`);
  const chunks = readAhead(body);
  return {
    status,
    header: (name) => [headers[name]].flat()[0],
    chunks,
    async close() {
      body.destroy();
      await agent.destroy();
    },
  };
}

function refuse(url: string, what: string): AppError {
  return new AppError('tool.refused', `${new URL(url).hostname} ${what}.`, {
    hint: 'Try again later. Or bring the archive with --offline-file.',
  });
}
