import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadTokens, Optimiser } from '../../sidecar/worker/inline.ts';
import { makeWarmUp } from '../../sidecar/worker/warm-up.ts';
import { makeBody } from './bodies.ts';
import { quantile } from './load.ts';

/*
 * A process of its own, as the engine's is: reports what the engine takes in CPU time, compiling and memory management included.
 * Wall time on a machine that does something else would say nothing.
 */

const corpus = process.argv[2] ?? '';
const policy = {
  mode: 'cache',
  canStore: true,
  originalsDir: '~/.headroom/originals',
  suspended: [],
  pinned: [],
} as const;
const store = { put: (_: string, id: string) => ({ id }) };
const tokens = loadTokens();
const ms = (value: number) => value.toFixed(1);

interface Item {
  readonly format: string;
  readonly file: string;
  readonly query: string;
  readonly tool?: { readonly name: string; readonly input: unknown };
}

function cpuMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** One request as the corpus describes it: a whole conversation, or one answer of one tool. */
function makeRequest(folder: string, { format, file, query, tool = { name: 'bash', input: {} } }: Item): Buffer {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  if (format === 'messages')
    return Buffer.from(JSON.stringify({ model: 'bench', messages: JSON.parse(text).messages }));
  return makeAnswer(query, tool, text);
}

function makeAnswer(query: string, tool: { readonly name: string; readonly input: unknown }, text: string): Buffer {
  const messages = [
    { role: 'user', content: query },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', ...tool }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: text }] },
  ];
  return Buffer.from(JSON.stringify({ model: 'bench', messages }));
}

function optimise(optimiser: Optimiser, body: Buffer, conversation = ''): number {
  return cpuMs(() => optimiser.optimise(body, { ...policy, dialect: 'anthropic', conversation }));
}

function reportSet(): void {
  const optimiser = new Optimiser(tokens, store);
  const rows: { kind: string; ms: number; bytes: number }[] = [];
  const kinds = readdirSync(corpus).filter((name) => existsSync(`${corpus}/${name}/manifest.jsonl`));
  for (const kind of kinds) {
    for (const line of readFileSync(`${corpus}/${kind}/manifest.jsonl`, 'utf8').split('\n').filter(Boolean)) {
      const body = makeRequest(`${corpus}/${kind}`, JSON.parse(line));
      rows.push({ kind, ms: optimise(optimiser, body), bytes: body.length });
    }
  }
  console.log('| requests | MB | MB/s | p50 | p95 |\n|---|---:|---:|---:|---:|');
  for (const kind of [...kinds, 'all']) {
    const some = rows.filter((row) => kind === 'all' || row.kind === kind);
    const sum = (pick: (row: (typeof rows)[number]) => number) => some.reduce((all, row) => all + pick(row), 0);
    const times = some.map((row) => row.ms);
    const rate = sum((row) => row.bytes) / sum((row) => row.ms) / 1000;
    const size = sum((row) => row.bytes) / 1e6;
    console.log(`| ${kind} | ${ms(size)} | ${ms(rate)} | ${ms(quantile(times, 0.5))} | ${ms(quantile(times, 0.95))} |`);
  }
}

/** 1 MB of records, other ones for every seed. */
function makeRecords(seed: number): string {
  const list = Array.from({ length: 3300 }, (_, n) => ({
    number: n,
    title: `${n % 7 ? 'shard' : 'queue'} ${(n * 7919 + seed) % 997} retries ${n % 13} times`,
    state: n % 41 ? 'open' : 'closed',
    user: { login: `user${(n + seed) % 91}`, id: (n * 31) % 91 },
    labels: [{ name: n % 3 ? 'bug' : 'docs' }],
    created_at: `2026-0${1 + (n % 9)}-1${seed % 9}T0${n % 9}:11:0${n % 7}Z`,
    body: `request ${n * seed} went to worker ${n % 17} and came back after ${(n * 37) % 4000} ms, which was ${n % 5 ? 'fine' : 'late'}`,
  }));
  return JSON.stringify(list);
}

/** 1 MB of JSON that is nothing but numbers, as time series, matrices and embeddings are; other ones for every seed. */
const numbers: Readonly<Record<string, (seed: number) => string>> = {
  'time series': (seed) => fill((n) => `{"t":${1_700_000_000 + n * 60},"v":${fraction(n * seed)}}`),
  rows: (seed) =>
    fill((n) => `{"ts":${n},"cpu":${fraction(n + seed)},"mem":${n * 4096},"load":${fraction(n * 7 + seed)}}`),
  matrix: (seed) => fill((n) => `[${Array.from({ length: 8 }, (_, i) => fraction(n * 8 + i + seed)).join()}]`),
  embeddings: (seed) => fill((n) => `[${Array.from({ length: 768 }, (_, i) => fraction(n * 768 + i + seed)).join()}]`),
  'one list': (seed) => fill((n) => String(fraction(n * seed))),
};

const fraction = (n: number): number => ((Math.imul(n + 1, 0x9e3779b1) >>> 0) % 1_000_003) / 1_000_003;

function fill(make: (n: number) => string): string {
  const items: string[] = [];
  for (let size = 0; size < 1e6; size += items.at(-1)!.length + 1) items.push(make(items.length));
  return `[${items.join()}]`;
}

/** A first megabyte of each kind, what was compiled for the one before included. */
function reportNumbers(): void {
  const call = { name: 'Bash', input: { command: 'curl -s https://api.example.com/series' } };
  const rows = Object.entries(numbers).map(([name, make]) => {
    const times = [1, 2, 3].map((seed) =>
      optimise(new Optimiser(tokens, store), makeAnswer('where does it rise?', call, make(seed))),
    );
    return `${name} ${ms(times[0]!)} (${ms(quantile(times, 0.5))})`;
  });
  console.log(`1 MB of numbers at once, the first (median of three), ms: ${rows.join(', ')}`);
}

function reportTurns(): void {
  const json = [1, 2, 3, 4, 5, 6].map((seed) => {
    const call = { name: 'Bash', input: { command: 'curl -s https://api.example.com/issues' } };
    return optimise(new Optimiser(tokens, store), makeAnswer('which of them are closed?', call, makeRecords(seed)));
  });
  console.log(`1 MB of JSON at once: the first ${ms(json[0]!)} ms, median of six ${ms(quantile(json, 0.5))} ms`);
  const optimiser = new Optimiser(tokens, store);
  const turns = Array.from({ length: 30 }, (_, seed) => {
    return optimise(optimiser, makeBody({ bytes: 1e6, hasEdits: true, newBytes: 2000, seed }), 'turns');
  });
  console.log(`a turn of 1 MB, 2 kB of it new: median ${ms(quantile(turns.slice(5), 0.5))} ms`);
}

const warmUpMs = cpuMs(() => {
  for (const step of makeWarmUp(tokens)) step();
});
console.log(`warm-up: ${ms(warmUpMs)} ms`);
// First, so that nothing but the warm-up stands in front of it.
reportTurns();
reportNumbers();
if (corpus !== '') reportSet();
