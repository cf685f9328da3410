import type { ConversationRow, ExchangeRow } from '../contract/api.ts';
import type { Evidence, LedgerSource, TranscriptCount } from './types.ts';

/** The newest so many are looked at, so that a year of work is judged in seconds. */
const MAX_EXCHANGES = 20_000;
const MAX_CONVERSATIONS = 5000;
const MAX_SEGMENT_EXCHANGES = 3000;
const PAGE = 1000;

/** Reads what rules look at from the ledger, the newest first, up to the bounds above. */
export async function gatherEvidence(
  ledger: LedgerSource,
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
  given: { transcripts: readonly TranscriptCount[] | null; costUsd: Evidence['costUsd'] },
): Promise<{ evidence: Evidence; isPartial: boolean }> {
  const [summary, exchanges, conversations, segments] = await Promise.all([
    ledger.summary({ sinceMs, untilMs }),
    readExchanges(ledger, sinceMs),
    readConversations(ledger, sinceMs),
    ledger.segments({ sinceMs, untilMs, limit: MAX_SEGMENT_EXCHANGES }),
  ]);
  const evidence = {
    summary,
    exchanges: exchanges.filter(({ at }) => at <= untilMs),
    conversations,
    segments,
    ...given,
  };
  return { evidence, isPartial: exchanges.length >= MAX_EXCHANGES || exchanges.length > MAX_SEGMENT_EXCHANGES };
}

async function readExchanges(ledger: LedgerSource, sinceMs: number): Promise<ExchangeRow[]> {
  const found: ExchangeRow[] = [];
  let before: string | undefined;
  while (found.length < MAX_EXCHANGES) {
    const page = await ledger.exchanges({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    found.push(...page.filter(({ at }) => at >= sinceMs));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || last.at < sinceMs) break;
    before = last.id;
  }
  return found.sort((a, b) => a.at - b.at);
}

async function readConversations(ledger: LedgerSource, sinceMs: number): Promise<ConversationRow[]> {
  const found: ConversationRow[] = [];
  let before: number | undefined;
  while (found.length < MAX_CONVERSATIONS) {
    const page = await ledger.conversations({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    found.push(...page.filter(({ lastAt }) => lastAt >= sinceMs));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || last.lastAt < sinceMs) break;
    before = last.lastAt;
  }
  return found;
}
