import { join } from 'node:path';
import type { Settings } from '../contract/settings.ts';
import { shortenHome } from '../machine/index.ts';
import type { McpDeps, Shortened, ShortenRequest } from '../mcp/index.ts';
import { createOriginals, searchOriginals } from '../store/index.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';
import { readFigures, spanOfDays } from './summary-source.ts';

/** The engine of the running Headroom gets this long; beyond, this process shortens by itself. */
const SHORTEN_TIMEOUT_MS = 20_000;

/**
 * What the tools of the MCP server stand on: this home's files, and the Headroom that runs with it where it helps.
 * @param find where that one is now: it may start, or come back at another port, while an agent's session lasts
 */
export function makeMcpDeps(home: string, find: () => Promise<Settings>, version: string): McpDeps {
  const directory = join(home, 'originals');
  const originals = createOriginals(directory);
  return {
    version,
    readOriginal: (id) => originals.get(id),
    search: (query, limit) => searchOriginals(home, query, { limit }),
    shorten: async (request) => {
      const body = makeBody(request);
      return (await askEngine(await find(), body)) ?? (await shortenHere(directory, body));
    },
    // Where the figures come from is no news to a model.
    summarise: async (days) => {
      const source = { settings: await find(), tell: () => {} };
      return (await readFigures(['summary'], spanOfDays(days), source)).summary;
    },
  };
}

/** One tool result, as an agent would send it. */
function makeBody({ text, command, question }: ShortenRequest): string {
  const input = command === undefined ? {} : { command };
  return JSON.stringify({
    model: 'any',
    ...(question === undefined ? {} : { query: question }),
    messages: [
      ...(question === undefined ? [] : [{ role: 'user', content: question }]),
      { role: 'assistant', content: [{ type: 'tool_use', id: 'text', name: 'Bash', input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'text', content: text }] },
    ],
  });
}

/** By the running Headroom, whose engine is warm; null when none runs here that shortens and stores like this home. */
async function askEngine(settings: Settings, body: string): Promise<Shortened | null> {
  const { host, port } = settings;
  const neighbour = await findNeighbour(settings);
  if (neighbour.kind !== 'headroom') return null;
  const { readToken } = await import('../store/index.ts');
  const token = readToken(settings.home) ?? undefined;
  // Its originals must be the ones that headroom_retrieve reads: the home's token proves that.
  const proof = await askLocal({ host, port, path: '/api/v1/settings', token });
  if (token === undefined || proof?.status !== 200) return null;
  const maxBytes = 64 * 1024 * 1024;
  const answer = await askLocal({
    host,
    port,
    path: '/v1/compress',
    json: body,
    timeoutMs: SHORTEN_TIMEOUT_MS,
    maxBytes,
  });
  if (answer?.status !== 200) return null;
  const made = JSON.parse(answer.body) as CompressAnswer;
  if (made.compression_skipped === true) return null;
  return readShortened(made.messages, made, made.ccr_hashes[0] ?? null);
}

/** By this very process: the engine is loaded for the first text. */
async function shortenHere(directory: string, body: string): Promise<Shortened> {
  const { compressMessages, loadTokens, Optimiser } = await import('../worker/inline.ts');
  const optimiser = new Optimiser(loadTokens(), createOriginals(directory));
  const made = compressMessages(Buffer.from(body), optimiser, { canStore: true, originalsDir: shortenHome(directory) });
  if (made === null) throw new Error('the engine did not read our own request');
  const messages = JSON.parse(Buffer.from(made.messages).toString('utf8')) as Messages;
  return readShortened(messages, made.report, made.report.segments[0]?.originalId ?? null);
}

type Messages = readonly {
  readonly content: string | readonly { readonly type: string; readonly content?: string }[];
}[];

interface CompressAnswer {
  readonly messages: Messages;
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly ccr_hashes: readonly string[];
  readonly compression_skipped?: boolean;
}

function readShortened(
  messages: Messages,
  tokens: { readonly tokens_before: number; readonly tokens_after: number },
  originalId: string | null,
): Shortened {
  const last = messages.at(-1)?.content ?? [];
  const text = typeof last === 'string' ? last : (last[0]?.content ?? '');
  return { text, tokensBefore: tokens.tokens_before, tokensAfter: tokens.tokens_after, originalId };
}
