import type { ConversationRow, ExchangeRow, Health, Summary } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { OriginalHit } from '../contract/originals.ts';
import { findAddress } from './find.ts';
import type { Compressed, CompressRequest, Headroom, HeadroomOptions, ProviderApi, Span } from './types.ts';

const TIMEOUT_MS = 30_000;
/** Whether somebody is there is known at once on loopback. */
const PROBE_MS = 1000;

/** What the SDK of a provider expects its base URL to end with. */
const suffixes: Readonly<Record<ProviderApi, string>> = { anthropic: '', openai: '/v1', gemini: '' };

/** What POST /v1/compress answers, as far as it is used. */
interface CompressAnswer<Message> {
  readonly messages: readonly Message[];
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly ccr_hashes: readonly string[];
  readonly skip_reason?: string;
}

interface Question {
  readonly method?: 'GET' | 'POST';
  readonly accept?: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** A handle on the Headroom of this user. Nothing is started, and nothing is asked before the first call. */
export function openHeadroom(options: HeadroomOptions = {}): Headroom {
  const ask = (path: string, question?: Question): Promise<Response> => askSidecar(options, path, question);
  const json = async <T>(path: string, question?: Question): Promise<T> =>
    (await (await ask(path, question)).json()) as T;
  return {
    async baseUrl(api, { project } = {}) {
      try {
        const { url } = await ask('/livez', { timeoutMs: PROBE_MS });
        const part = project === undefined ? '' : `/p/${encodeURIComponent(project)}`;
        return `${new URL(url).origin}${part}${suffixes[api]}`;
      } catch {
        return null;
      }
    },
    compress: (request) => compress(request, json),
    async retrieve(id, { lines, grep } = {}) {
      const answer = await ask(`/api/v1/originals/${encodeURIComponent(id)}?${makeQuery({ lines, grep })}`, {
        accept: 'text/plain',
      });
      return answer.text();
    },
    search: async (query, { limit } = {}) =>
      (await json<{ hits: OriginalHit[] }>(`/api/v1/originals?${makeQuery({ query, limit })}`)).hits,
    summary: (span) => json<Summary>(`/api/v1/summary?${formatSpan(span)}`),
    exchanges: async (page = {}) =>
      (await json<{ exchanges: ExchangeRow[] }>(`/api/v1/exchanges?${makeQuery(page)}`)).exchanges,
    conversations: async (page = {}) =>
      (await json<{ conversations: ConversationRow[] }>(`/api/v1/conversations?${makeQuery(page)}`)).conversations,
    health: () => json<Health>('/api/v1/health'),
  };
}

async function compress<Message>(
  request: CompressRequest<Message>,
  json: <T>(path: string, question: Question) => Promise<T>,
): Promise<Compressed<Message>> {
  try {
    const answer = await json<CompressAnswer<Message>>('/v1/compress', { method: 'POST', body: request });
    return {
      messages: answer.messages,
      tokensBefore: answer.tokens_before,
      tokensAfter: answer.tokens_after,
      originals: answer.ccr_hashes,
      skipped: answer.skip_reason ?? null,
    };
  } catch (error) {
    const skipped = error instanceof Error ? error.message : String(error);
    return { messages: request.messages, tokensBefore: 0, tokensAfter: 0, originals: [], skipped };
  }
}

async function askSidecar(options: HeadroomOptions, path: string, question: Question = {}): Promise<Response> {
  const { method = 'GET', accept = 'application/json', body, timeoutMs = options.timeoutMs ?? TIMEOUT_MS } = question;
  const { url, token } = await findAddress(options);
  const headers: Record<string, string> = { accept };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // Only where it is asked for: every other door of Headroom is open to this computer.
  if (token !== null && path.startsWith('/api/')) headers.authorization = `Bearer ${token}`;
  const send = options.fetch ?? fetch;
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await send(`${url}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (cause: unknown) => {
      throw new AppError('sdk.unreachable', `No Headroom answers at ${url}.`, {
        hint: 'Start it with `headroom start`.',
        cause,
      });
    },
  );
  if (!answer.ok) throw await readRefusal(answer);
  return answer;
}

async function readRefusal(answer: Response): Promise<AppError> {
  const told = (await answer.json().catch(() => ({}))) as { message?: unknown; hint?: unknown };
  const message = typeof told.message === 'string' ? told.message : `Headroom answered with status ${answer.status}.`;
  return new AppError('sdk.refused', message, typeof told.hint === 'string' ? { hint: told.hint } : {});
}

function formatSpan(span: Span = { days: 7 }): URLSearchParams {
  return makeQuery('days' in span ? { days: span.days } : { since: span.sinceMs, until: span.untilMs });
}

function makeQuery(values: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  return query;
}
