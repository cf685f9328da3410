import type { ServerResponse } from 'node:http';
import type { Dialect } from '../dialects/types.ts';
import type { Provider } from '../providers/index.ts';

/** An answer of our own: upstream could not be reached, or the caller may not use us. Never 400 or 404: clients give up on those. */
export interface Failure {
  readonly status: 401 | 403 | 502 | 503 | 504;
  readonly message: string;
}

/** Turns what the system said into a status and one sentence. Names the host, never a header or a body. */
export function describeFailure(error: Error, origin: string): Failure {
  const code = readCode(error);
  const host = new URL(origin).host;
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { status: 504, message: `Headroom could not reach ${host}: no connection within 10 seconds (${code}).` };
  }
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return { status: 503, message: 'Headroom is shutting down.' };
  }
  return {
    status: 502,
    message: `Headroom could not reach ${host}: ${reasons[code] ?? (code || 'connection failed')}.`,
  };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused (ECONNREFUSED)',
  ENOTFOUND: 'its name is not known (ENOTFOUND)',
  EAI_AGAIN: 'its name could not be looked up (EAI_AGAIN)',
  ECONNRESET: 'it closed the connection before answering (ECONNRESET)',
  UND_ERR_SOCKET: 'it closed the connection before answering (UND_ERR_SOCKET)',
  EPIPE: 'it closed the connection before answering (EPIPE)',
};

/** The system's code of an error, of its cause, or of the first error it bundles. */
function readCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^[A-Z_0-9]+$/.test(code)) return code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return '';
}

/** Head and body of a failure in the shape that callers of this dialect, or of this provider, understand. */
export function writeFailure(
  failure: Failure,
  dialects: readonly Dialect[],
  who: { dialect: Dialect | null; provider: Provider },
): { readonly headers: Record<string, string>; readonly body: string } {
  const speaker = who.dialect ?? dialects.find(({ id }) => id === who.provider.dialect);
  const { contentType, body } = speaker?.error(failure.status, failure.message) ?? {
    contentType: 'application/json',
    body: JSON.stringify({ error: { code: failure.status, message: failure.message, status: 'UNAVAILABLE' } }),
  };
  return { headers: { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) }, body };
}

/** Answers with a failure. Does nothing when an answer has begun. Returns the number of body bytes. */
export function sendFailure(outgoing: ServerResponse, status: number, answer: ReturnType<typeof writeFailure>): number {
  if (outgoing.headersSent || outgoing.destroyed) return 0;
  outgoing.writeHead(status, answer.headers);
  outgoing.end(answer.body);
  // What the client is still sending is read and dropped: closing on it would reset the connection under our answer.
  outgoing.req.resume();
  return Buffer.byteLength(answer.body);
}
