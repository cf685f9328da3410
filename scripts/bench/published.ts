import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressMessages, loadTokens, Optimiser } from '../../sidecar/worker/inline.ts';
import { listCases, readCase } from '../lib/cases.ts';
import { root } from '../lib/project.ts';
import { makeWorkloads } from './workloads.ts';

const tokens = loadTokens();
const keep = { put: (_text: string, id: string) => ({ id }) };
const percent = (before: number, after: number): string => `${((1 - after / before) * 100).toFixed(1)} %`;
const thousands = (value: number): string => value.toLocaleString('en');

/** What is sent for the outputs of some tools: the texts, and the tokens of both. */
function compress(
  query: string,
  outputs: readonly { readonly tool: string; readonly text: string }[],
  canStore = true,
): { texts: string[]; before: number; after: number } {
  const messages = outputs.flatMap(({ tool, text }, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: tool, input: { query } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: text }] },
  ]);
  const body = Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: query }, ...messages] }));
  const options = { canStore, originalsDir: '~/.headroom/originals' };
  const made = compressMessages(body, new Optimiser(tokens, keep), options);
  if (made === null) throw new Error('no list of messages');
  return {
    texts: resultsOf(made.messages),
    ...count(
      outputs.map(({ text }) => text),
      resultsOf(made.messages),
    ),
  };
}

function resultsOf(messages: Uint8Array): string[] {
  const list = JSON.parse(Buffer.from(messages).toString()) as { content: string | { content?: string }[] }[];
  return list.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((part) => part.content ?? []),
  );
}

function count(before: readonly string[], after: readonly string[]): { before: number; after: number } {
  const sum = (texts: readonly string[]) => texts.reduce((all, text) => all + tokens.count(text), 0);
  return { before: sum(before), after: sum(after) };
}

/** The peer's published workloads, made here with facts in them, by the engine with and without leaving anything out. */
export function reportPublished(): void {
  console.log('\n## Workloads that the peer publishes (o200k tokens of the tool results)');
  console.log(
    '| workload | peer | before | with Headroom | saved | lossless alone | facts kept |\n|---|---|---:|---:|---:|---:|---:|',
  );
  for (const { name, peer, query, outputs, facts } of makeWorkloads()) {
    const { texts, before, after } = compress(query, outputs);
    const lossless = compress(query, outputs, false);
    const kept = facts.filter((fact) => texts.some((text) => text.includes(fact))).length;
    const figures = [thousands(before), thousands(after), percent(before, after), percent(before, lossless.after)];
    console.log(`| ${name} | ${peer} | ${figures.join(' | ')} | ${kept} of ${facts.length} |`);
  }
}

/**
 * Files of JSON, each once as the output of one tool, or as a conversation when it is a list of messages.
 * @param folder of the ten-file corpus: firstops-dev/whittle, bench/corpus_headroom
 */
export function reportFrozen(folder: string): void {
  console.log(
    '\n## The ten-file corpus (o200k tokens)\n| file | before | with Headroom | saved | lossless alone |\n|---|---:|---:|---:|---:|',
  );
  const sums = { before: 0, after: 0, lossless: 0 };
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    const { before, after } = compressFile(text, true);
    const lossless = compressFile(text, false).after;
    sums.before += before;
    sums.after += after;
    sums.lossless += lossless;
    console.log(
      `| ${file} | ${thousands(before)} | ${thousands(after)} | ${percent(before, after)} | ${percent(before, lossless)} |`,
    );
  }
  const { before, after, lossless } = sums;
  console.log(
    `| **all** | ${thousands(before)} | ${thousands(after)} | ${percent(before, after)} | ${percent(before, lossless)} |`,
  );
}

function compressFile(text: string, canStore: boolean): { before: number; after: number } {
  const value: unknown = JSON.parse(text);
  const isTalk = Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'role' in one);
  if (!isTalk) return compress('', [{ tool: 'query', text }], canStore);
  const made = compressMessages(Buffer.from(`{"messages":${text}}`), new Optimiser(tokens, keep), {
    canStore,
    originalsDir: '~/.headroom/originals',
  });
  return count([text], [made === null ? text : Buffer.from(made.messages).toString()]);
}

/** The golden cases as a small corpus of our own: what each compressor saves on the kind of text it is for. */
export function reportCases(): void {
  console.log(
    '\n## Golden cases of this project (o200k tokens)\n| compressor | cases | before | after | saved |\n|---|---:|---:|---:|---:|',
  );
  const groups = new Map<string, { cases: number; before: number; after: number }>();
  for (const file of listCases(root)) {
    const { input, expected } = readCase(file);
    const shown = expected === '(untouched)' ? input : expected.replace(/\n----- \d+ of \d+ \S+$/, '');
    const { before, after } = count([input], [shown]);
    const sum = groups.get(file.compressor) ?? { cases: 0, before: 0, after: 0 };
    groups.set(file.compressor, { cases: sum.cases + 1, before: sum.before + before, after: sum.after + after });
  }
  for (const [id, { cases, before, after }] of groups)
    console.log(`| ${id} | ${cases} | ${thousands(before)} | ${thousands(after)} | ${percent(before, after)} |`);
}
