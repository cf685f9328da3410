import type { MessagePort } from 'node:worker_threads';
import { AppError } from '../contract/errors.ts';
import type { OriginalHits } from '../contract/originals.ts';
import type { Accounting } from './accounting.ts';
import { Ledger } from './ledger.ts';
import { indexOriginals, searchOriginals } from './originals-search.ts';
import type { CallName, Reply, Request, ThreadData } from './rpc.ts';
import type { Store } from './types.ts';

/** Rows are gathered this long, or until there are so many, and then written in one transaction. */
const batchMs = 100;
const batchRows = 50;
const firstSweepMs = 60_000;
const sweepMs = 3_600_000;

/** Runs the ledger behind a port until it is asked to close. Called once per thread, by ledger-thread.ts. */
export function runLedger(port: MessagePort, data: ThreadData, accounting: Accounting): void {
  const ledger = new Ledger({ ...data, accounting, now: Date.now });
  let timer: NodeJS.Timeout | null = null;
  const reply = (message: Reply): void => port.postMessage(message);
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { seqs, rows } = ledger.flush();
    if (seqs.length > 0) reply({ kind: 'recorded', seqs, rows });
    // Something stands in the way: try again later.
    if (ledger.waiting > 0) timer = setTimeout(flush, batchMs);
  };
  const schedule = (): void => {
    if (ledger.waiting >= batchRows) flush();
    else timer ??= setTimeout(flush, batchMs);
  };
  const closing = new AbortController();
  const sweep = (): void => {
    ledger.sweep();
    // A defect of the index must not cost the ledger its thread; a search tells it to whoever asks.
    if (data.home !== null) indexOriginals(data.home, closing.signal).catch(() => {});
  };
  const sweeps = [setTimeout(sweep, firstSweepMs), setInterval(sweep, sweepMs)];
  const answer = (name: Exclude<CallName, 'searchOriginals'>, args: readonly unknown[]): unknown => {
    // A question sees everything that was recorded before it.
    flush();
    switch (name) {
      case 'health':
        return ledger.health();
      case 'close':
        if (timer !== null) clearTimeout(timer);
        for (const each of sweeps) clearTimeout(each);
        closing.abort();
        ledger.close();
        return null;
      default:
        return ledger.ask(name, args as never);
    }
  };
  port.on('message', (request: Request) => {
    switch (request.kind) {
      case 'record':
        ledger.add(request.seq, request.json);
        schedule();
        return;
      case 'remember':
        ledger.addWrite({
          kind: 'memory',
          conversation: request.conversation,
          memory: request.memory,
          at: Date.now(),
        });
        schedule();
        return;
      case 'recall':
        ledger.addWrite({ kind: 'recall', originalId: request.originalId, at: Date.now() });
        schedule();
        return;
      case 'retain':
        ledger.retain(request.retention);
        return;
      case 'reprice':
        // What came before is billed by the prices of its time.
        flush();
        accounting.reprice(request.override);
        return;
      case 'call':
        if (request.name === 'searchOriginals') {
          answerSearch(data.home, request, closing.signal).then(reply);
          return;
        }
        try {
          reply({ kind: 'answer', id: request.id, value: answer(request.name, request.args) });
        } catch (error) {
          reply(describe(request.id, error));
        }
        if (request.name === 'close') port.close();
    }
  });
  reply({ kind: 'ready' });
}

/** A search takes its time in slices; the ledger works between them. */
async function answerSearch(
  home: string | null,
  { id, args }: Request & { kind: 'call' },
  signal: AbortSignal,
): Promise<Reply> {
  try {
    const [{ query, limit }] = args as Parameters<Store['searchOriginals']>;
    const nothing: OriginalHits = { hits: [], isComplete: true };
    return {
      kind: 'answer',
      id,
      value: home === null ? nothing : await searchOriginals(home, query, { limit, signal }),
    };
  } catch (error) {
    return describe(id, error);
  }
}

function describe(id: number, error: unknown): Reply {
  if (error instanceof AppError) {
    return { kind: 'failure', id, code: error.code, message: error.message, hint: error.hint ?? null };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failure', id, code: null, message: text, hint: null };
}
