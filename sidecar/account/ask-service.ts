import { isLoopbackName } from '../lib/loopback.ts';
import { makeWebAgent, readBodyWithin } from '../machine/index.ts';
import { refuseAnswer, toServiceError } from './failures.ts';
import type { Env } from './types.ts';

const BOUNDS = { connectMs: 10_000, silenceMs: 10_000 };
/** For the whole answer. */
const TIMEOUT_MS = 20_000;
/** Every answer of the protocol is a few hundred bytes. */
const MAX_BYTES = 256 * 1024;

export interface ServiceQuestion {
  readonly url: string;
  readonly env: Env;
  /** Fields to POST as a form; without them the question is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly accessToken?: string;
  readonly signal?: AbortSignal;
}

export interface ServiceAnswer {
  readonly status: number;
  /** The JSON object of the answer; {} when it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Asks an address of the account service. Redirects are not followed: a token would go where nobody wanted it.
 * @throws AppError account.offline, account.tls or account.refused; the signal's reason when it aborts.
 */
export async function askService(question: ServiceQuestion): Promise<ServiceAnswer> {
  const { url, env, form, accessToken, signal } = question;
  const { request } = await import('undici');
  const agent = await makeWebAgent(env, isLoopbackName(new URL(url).hostname), BOUNDS);
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'headroom',
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      },
      body: form === undefined ? null : new URLSearchParams(form).toString(),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    const text = await readBodyWithin(answer.body, MAX_BYTES);
    if (text === null) throw refuseAnswer(url, 'sends an answer without end');
    return { status: answer.statusCode, body: parseObject(text) };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw toServiceError(error, url);
  } finally {
    await agent.destroy();
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON: whoever asked looks at the status and at the fields that are not there.
  }
  return {};
}
