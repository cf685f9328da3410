import { once } from 'node:events';
import { join } from 'node:path';
import { NodeType, scanJson } from '../../lib/json-tape.ts';
import { readLines } from '../../lib/lines.ts';
import { findHome, shortenHome } from '../../machine/index.ts';
import { createOriginals } from '../../store/originals.ts';
import type { compressMessages } from '../../worker/inline.ts';
import { usage } from '../args.ts';
import { defineCommand } from '../types.ts';

export const compress = defineCommand({
  id: 'compress',
  summary: 'Shrink the tool results of message lists: JSON lines in, JSON lines out.',
  args: {
    jsonl: {
      type: 'boolean',
      description: 'One request {id, messages, query?} per line on stdin, one answer per line on stdout.',
    },
    mode: {
      type: 'enum',
      options: ['cache', 'token'],
      description:
        'cache: what stood in an earlier request comes out the same again (default); token: smallest payload.',
    },
    stateless: { type: 'boolean', description: 'Store nothing: only folds that keep every fact.' },
  },
  async run(args, io) {
    if (args.jsonl !== true) throw usage('say --jsonl: requests are read from stdin, one JSON object per line');
    // The engine is a hundred files, which no other command should wait for.
    const { compressMessages, loadTokens, Optimiser } = await import('../../worker/inline.ts');
    const originals = join(findHome(io.env), 'originals');
    const canStore = args.stateless !== true;
    const optimiser = new Optimiser(loadTokens(), canStore ? createOriginals(originals) : { put: () => null });
    const mode = args.mode === 'token' ? 'token' : 'cache';
    const options = { canStore, originalsDir: shortenHome(originals), mode } as const;
    let hasFailed = false;
    for await (const line of readLines(io.stdin)) {
      if (line.length === 0) continue;
      const answer = compressLine(line, compressMessages(line, optimiser, options));
      hasFailed ||= answer.isError;
      if (!io.stdout.write(answer.bytes)) await once(io.stdout, 'drain');
    }
    return hasFailed ? 1 : 0;
  },
});

function compressLine(
  line: Uint8Array,
  compressed: ReturnType<typeof compressMessages>,
): { bytes: Uint8Array; isError: boolean } {
  const tape = scanJson(line);
  const id = tape === null ? -1 : tape.get(0, 'id');
  const idSource = tape === null || id < 0 ? null : Buffer.from(tape.source(id)).toString('utf8');
  if (compressed === null) {
    const error =
      tape === null ? 'not valid JSON' : tape.type(0) === NodeType.object ? 'no list "messages"' : 'not a JSON object';
    const head = idSource === null ? '{' : `{"id":${idSource},`;
    return { bytes: Buffer.from(`${head}"error":${JSON.stringify(error)}}\n`), isError: true };
  }
  const head = Buffer.from(`{"id":${idSource ?? 'null'},"messages":`);
  const tail = Buffer.from(`,"report":${JSON.stringify(compressed.report)}}\n`);
  return { bytes: Buffer.concat([head, compressed.messages, tail]), isError: false };
}
