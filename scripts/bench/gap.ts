import { readFileSync } from 'node:fs';
import { splice } from '../../sidecar/lib/splice.ts';
import { type DecisionMemo, loadTokens, type OptimiseJob, Optimiser } from '../../sidecar/worker/inline.ts';

/** Longer than Anthropic's cache lives, and than the margin that is kept beyond it. */
const GAP_MS = 7 * 60_000;
const TURN_MS = 10_000;
/** Weight of a system prompt with its tools, in words of about one token. */
const STATIC_WORDS = 12_000;
const OUTPUT_PRICE = 5;
const REPLY_TOKENS = 60;

interface Usage {
  readonly input: number;
  readonly read: number;
}

/** What is used of the corpus' provider: a prompt cache over exact bytes, by the provider's rules. */
interface Harness {
  readonly PromptCache: new (options: {
    minTokens: number;
    now: () => number;
  }) => {
    anthropic(body: unknown, blocks: readonly unknown[]): Usage;
  };
  anthropicBlocks(source: string, body: unknown): { chars: number; readonly raw: string }[];
  inputCost(usage: Usage): number;
  estTokens(text: string): number;
}

type Message = { readonly role: string; readonly content: unknown };

interface Session {
  readonly id: string;
  readonly messages: readonly Message[];
}

/** How a session is sent: as it is, through the engine, or through it and packed anew behind the gap. */
type Arm = 'direct' | 'kept' | 'packed';

/**
 * The recorded sessions with a gap in the middle of each: what packing the cold conversation anew saves. In this process,
 * with the engine but without the proxy.
 * @param corpus folder with agent/, score.mjs and provider/
 */
export async function reportGap(corpus: string): Promise<void> {
  const cache = (await import(`${corpus}/provider/promptcache.mjs`)) as Omit<Harness, 'estTokens'>;
  const score = (await import(`${corpus}/score.mjs`)) as Pick<Harness, 'estTokens'>;
  const harness: Harness = { ...cache, ...score };
  const tokens = loadTokens();
  const rows = readSessions(corpus).map((session) => {
    const bill = (arm: Arm) => billSession(session, arm, { harness, tokens });
    return { id: session.id, direct: bill('direct'), kept: bill('kept'), packed: bill('packed') };
  });
  const sum = (arm: Arm) => rows.reduce((all, row) => all + row[arm], 0);
  const worse = (one: Arm, other: Arm) => rows.filter((row) => row[one] > row[other] * 1.0005).length;
  console.log('\n## Bill with an idle gap of seven minutes in the middle of each session (k units)');
  console.log(
    '| sessions | direct | with Headroom | packed anew | saved | saved by packing anew | worse than direct | worse than not packed |',
  );
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|');
  const share = (arm: Arm) => `${((1 - sum(arm) / sum('direct')) * 100).toFixed(1)} %`;
  const units = (['direct', 'kept', 'packed'] as const).map((arm) => (sum(arm) / 1000).toFixed(0));
  const cells = [
    rows.length,
    ...units,
    share('kept'),
    share('packed'),
    worse('packed', 'direct'),
    worse('packed', 'kept'),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** The longest cut of each recorded conversation. */
function readSessions(corpus: string): Session[] {
  const longest = new Map<string, Session>();
  for (const line of readFileSync(`${corpus}/agent/manifest.jsonl`, 'utf8').split('\n').filter(Boolean)) {
    const { id, file } = JSON.parse(line) as { id: string; file: string };
    const name = id.replace(/-t\d+$/, '');
    const { messages } = JSON.parse(readFileSync(`${corpus}/agent/${file}`, 'utf8')) as Session;
    if (messages.length > (longest.get(name)?.messages.length ?? 0)) longest.set(name, { id: name, messages });
  }
  return [...longest.values()];
}

interface Means {
  readonly harness: Harness;
  readonly tokens: ReturnType<typeof loadTokens>;
}

/** Units of input tokens at list price, output included. */
function billSession({ id, messages }: Session, arm: Arm, { harness, tokens }: Means): number {
  let now = 0;
  const cache = new harness.PromptCache({ minTokens: 1024, now: () => now });
  const optimiser = new Optimiser(tokens, { put: (_text, name) => ({ id: name }) }, makeMemo());
  const turns = messages.flatMap(({ role }, at) => (role === 'user' ? [at] : []));
  const behindGap = turns[Math.floor(turns.length / 2)]!;
  let bill = 0;
  for (const at of turns) {
    const isCold = at === behindGap && at > 0;
    now += isCold ? GAP_MS : TURN_MS;
    const isPacked = arm === 'packed' && at >= behindGap;
    const asked = makeRequest(messages.slice(0, at + 1));
    const job = { ...makeJob(id), epoch: isPacked ? 1 : 0, isCold: isPacked && isCold };
    const sent = arm === 'direct' ? asked : edit(optimiser, asked, job);
    const body: unknown = JSON.parse(sent.toString());
    const blocks = harness.anthropicBlocks(sent.toString(), body);
    for (const block of blocks) block.chars = 4 * harness.estTokens(block.raw);
    const reply = messages[at + 1];
    const output = reply === undefined ? REPLY_TOKENS : harness.estTokens(JSON.stringify(reply.content));
    bill += harness.inputCost(cache.anthropic(body, blocks)) + OUTPUT_PRICE * output;
  }
  return bill;
}

function edit(optimiser: Optimiser, body: Buffer, job: OptimiseJob): Buffer {
  return Buffer.concat(splice(body, optimiser.optimise(body, job).result.edits));
}

const makeJob = (conversation: string): OptimiseJob => ({
  ...{ dialect: 'anthropic', conversation, mode: 'cache', suspended: [], pinned: [] },
  ...{ canStore: true, originalsDir: '~/.headroom/originals' },
});

/** As coding clients send it: breakpoints on the system prompt and on the newest message. */
function makeRequest(messages: readonly Message[]): Buffer {
  const mark = { cache_control: { type: 'ephemeral' } };
  const blocks = ({ content }: Message): object[] =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : (content as object[]);
  const marked = messages.map((message, at) => {
    const content = blocks(message);
    const last = content.length - 1;
    if (at < messages.length - 1) return { role: message.role, content };
    return { role: message.role, content: content.map((block, i) => (i === last ? { ...block, ...mark } : block)) };
  });
  const system = [{ type: 'text', text: 'tool '.repeat(STATIC_WORDS), ...mark }];
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 8192, system, messages: marked }));
}

function makeMemo(): DecisionMemo {
  const rows = new Map<string, string>();
  return { get: (key) => rows.get(key) ?? null, put: (key, value) => void rows.set(key, value), flush: () => true };
}
