import { AppError } from '../contract/errors.ts';
import type { Release } from '../contract/updates.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { classifyNetworkFault } from '../lib/network-fault.ts';
import { type Env, makeWebAgent, readBodyWithin } from '../machine/index.ts';
import { readReleases } from './release-list.ts';

const BOUNDS = { connectMs: 10_000, silenceMs: 10_000 };
/** For the whole answer. */
const TIMEOUT_MS = 20_000;
/** Hundreds of releases. */
const MAX_BYTES = 1024 * 1024;

/**
 * Asks for the list of releases; nothing of this computer is sent but its address on the network. Redirects are not followed.
 * @throws AppError updates.offline, updates.tls, updates.refused.
 */
export async function askReleases(url: string, env: Env, timeoutMs = TIMEOUT_MS): Promise<readonly Release[]> {
  const { host, hostname } = new URL(url);
  const { request } = await import('undici');
  const agent = await makeWebAgent(env, isLoopbackName(hostname), BOUNDS);
  try {
    const headers = { accept: 'application/json', 'user-agent': 'headroom' };
    const signal = AbortSignal.timeout(timeoutMs);
    const { statusCode, body } = await request(url, { dispatcher: agent, headers, signal });
    if (statusCode !== 200) throw refuse(host, `answers with status ${statusCode}`);
    const text = await readBodyWithin(body, MAX_BYTES);
    if (text === null) throw refuse(host, 'sends an answer without end');
    const releases = readReleases(parse(text));
    if (releases === null) throw refuse(host, 'sends something that is no list of releases');
    return releases;
  } catch (error) {
    throw toUpdatesError(error, host);
  } finally {
    await agent.destroy();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON, and so no list: whoever asked says so
  }
}

function refuse(host: string, what: string): AppError {
  return new AppError('updates.refused', `The list of releases at ${host} ${what}.`, {
    hint: 'Check --updates-url or HEADROOM_UPDATES_URL. Everything else works without it.',
  });
}

function toUpdatesError(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error;
  if (classifyNetworkFault(error) === 'tls') {
    return new AppError(
      'updates.tls',
      `The certificate of ${host} is not trusted: something on the way may be reading along.`,
      {
        hint: 'If it is your company’s proxy, give its certificate with NODE_EXTRA_CA_CERTS.',
        cause: error,
      },
    );
  }
  return new AppError('updates.offline', `The list of releases at ${host} cannot be reached.`, {
    hint: 'Check the network; behind a company proxy set HTTPS_PROXY. Everything else works without it.',
    cause: error,
  });
}
