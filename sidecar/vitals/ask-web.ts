import { isLoopbackName } from '../lib/loopback.ts';
import { type Env, makeWebAgent, readBodyWithin } from '../machine/index.ts';
import type { Get } from './registries/types.ts';

const BOUNDS = { connectMs: 5000, silenceMs: 10_000 };
/** Files of a crate or a project with thousands of versions. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A server that refuses, or cannot answer. */
export class ServerFault extends Error {
  readonly status: number;
  constructor(status: number) {
    super(status === 401 || status === 403 ? 'asks for a password, and none is sent' : `answers with status ${status}`);
    this.status = status;
  }
}

/**
 * GETs from servers of the internet, on connections that are kept; redirects are not followed, nothing but the address is sent.
 * @param signal ends every question
 * @returns also what closes the connections
 */
export async function makeGet(env: Env, signal: AbortSignal): Promise<{ get: Get; close(): Promise<void> }> {
  const { request } = await import('undici');
  const agents = { far: await makeWebAgent(env, false, BOUNDS), near: await makeWebAgent(env, true, BOUNDS) };
  const get: Get = async (url, accept = 'application/json') => {
    const dispatcher = isLoopbackName(new URL(url).hostname) ? agents.near : agents.far;
    const headers = { accept, 'user-agent': 'headroom' };
    const { statusCode, body } = await request(url, { dispatcher, headers, signal });
    if (statusCode === 200) {
      const text = await readBodyWithin(body, MAX_BYTES);
      if (text === null) throw new SyntaxError('an answer without end');
      return text;
    }
    await body.dump();
    if (statusCode === 404 || statusCode === 410) return null;
    throw new ServerFault(statusCode);
  };
  return { get, close: async () => void (await Promise.all([agents.far.destroy(), agents.near.destroy()])) };
}
