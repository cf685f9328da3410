import { createAccounting } from '../../sidecar/analytics/index.ts';
import type { Exchange, ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import { Ledger } from '../../sidecar/store/ledger.ts';

const DAY_MS = 86_400_000;
/** Turns of one conversation. */
const TURNS = 25;
const BATCH = 1000;
const compressors = ['log', 'json', 'search', 'diff', 'text', 'noise'];
const retention = { originalsCapBytes: 1e9, originalsIdleDays: 14, exchangeDays: 400, detailDays: 30 };

/** Fills the ledger of a home with made exchanges of the last 60 days, through the accountant and writer of the sidecar. */
export function fillLedger(home: string, exchanges: number): void {
  const now = Date.now();
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  const ledger = new Ledger({ home, retention, accounting, now: Date.now });
  const stepMs = (60 * DAY_MS) / exchanges;
  for (let i = 0; i < exchanges; i++) {
    ledger.add(i + 1, JSON.stringify(makeExchange(i, Math.round(now - (exchanges - i) * stepMs))));
    if (i % BATCH === BATCH - 1) ledger.flush();
  }
  ledger.flush();
  ledger.close();
}

function makeExchange(i: number, at: number): Exchange {
  const turn = i % TURNS;
  const isCodex = Math.floor(i / TURNS) % 4 === 1;
  const isFailed = i % 97 === 13;
  const isEdited = !isFailed && i % 5 !== 4;
  const segments = isFailed ? [] : makeSegments(i, turn, isEdited);
  const sum = (of: (segment: ExchangeSegment) => number): number =>
    segments.reduce((total, segment) => total + of(segment), 0);
  const [tokensBefore, tokensAfter] = [sum((each) => each.tokensBefore), sum((each) => each.tokensAfter)];
  const system = { original: 'sys', sent: 'sys', tokensOriginal: 12_000, tokensSent: 12_000, breakpoint: null };
  const blocks = segments.map(({ tokensBefore: tokensOriginal, tokensAfter: tokensSent }, at_) => ({
    ...{ original: `${i - turn}-${at_}`, sent: `${i - turn}-${at_}-s`, tokensOriginal, tokensSent },
    breakpoint: at_ === segments.length - 1 ? ('5m' as const) : null,
  }));
  const written = segments.at(-1)?.tokensAfter ?? 0;
  return {
    id: `${at.toString(32).padStart(10, '0')}${String(i).padStart(16, '0')}`.toUpperCase(),
    ...{ at, conversation: `bench-${Math.floor(i / TURNS)}`, project: `/home/ann/code/shop-${i % 7}` },
    ...{ client: isCodex ? 'codex' : 'claude-code', provider: 'anthropic', dialect: 'anthropic' },
    model: i % 6 === 5 ? 'claude-haiku-4-5' : 'claude-sonnet-4-5',
    ...{ method: 'POST', path: '/v1/messages', streamed: true },
    ...{ status: isFailed ? 429 : 200, treatment: isEdited ? 'edited' : 'untouched', fault: null },
    ...{ bytesIn: 180_000 + i, bytesSent: 120_000 + i, bytesOut: 9400, tokensBefore, tokensAfter },
    usage: isFailed
      ? null
      : { fresh: 12, write5m: written + 300, write1h: 0, read: 12_000 + tokensAfter - written, output: 620 },
    ...{ addedMs: 1.4 + (i % 9) * 0.7, firstByteMs: 940, totalMs: 7400 },
    ...{ segments, blocks: isFailed ? [] : [system, ...blocks] },
  };
}

function makeSegments(i: number, turn: number, isEdited: boolean): ExchangeSegment[] {
  return Array.from({ length: Math.min(turn + 1, 12) }, (_, index) => {
    const tokensBefore = 400 + (((i - turn) * 31 + index * 977) % 6000);
    return {
      ...{ index, tool: 'Bash', command: `npm test -- ${index}`, path: '', reason: isEdited ? null : 'no-gain' },
      by: isEdited ? [compressors[(i + index) % compressors.length]!] : [],
      ...{ tokensBefore, tokensAfter: isEdited ? Math.round(tokensBefore * 0.4) : tokensBefore },
      ...{ lossy: null, originalId: null, isNew: index === Math.min(turn, 11) },
    };
  });
}
