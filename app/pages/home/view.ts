import type { ConversationRow, ExchangeRow, Summary } from '../../../sidecar/contract/api.ts';
import { clientName, describeOutcome, isLoss } from '../../state/describe-exchange.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page: whether Headroom is helping today. */
export interface Headline {
  readonly tone: 'kept' | 'plain' | 'loss';
  readonly sentence: string;
  /** What stands behind the sentence; '' when there is nothing to add. */
  readonly detail: string;
}

export interface Facts {
  readonly today: Summary;
  readonly all: Summary;
  /** True when everything passes through untouched. */
  readonly isBypassed: boolean;
  /** Those of today that came last; asked for, as the conversations, only when today is a loss. */
  readonly rows: readonly ExchangeRow[];
  readonly conversations: readonly ConversationRow[];
}

/** Below half a percent of the bill nobody can say that it helps. */
const NOTICEABLE_SHARE = 0.005;

export function makeHeadline(facts: Facts, formats: Formats): Headline {
  const { today, all } = facts;
  const said = texts().home.headline;
  if (facts.isBypassed) {
    return { tone: 'plain', ...said.bypassed };
  }
  if (all.requests === 0) return { tone: 'plain', ...said.noTraffic };
  if (today.requests === 0) {
    return { tone: 'plain', sentence: said.noTrafficToday, detail: allTime(all, formats) };
  }
  const { shadowUsd, savedUsd } = today.bill;
  if (shadowUsd === null || savedUsd === null) return unpricedHeadline(today, formats);
  if (isLoss(today.bill)) {
    return {
      tone: 'loss',
      sentence: said.loss(formats.usd(-savedUsd)),
      detail: explainLoss(facts, formats),
    };
  }
  const { requests } = today;
  const { basis, errorUsd, unpricedRequests: unpriced } = today.bill;
  if (shadowUsd === 0) {
    return { tone: 'plain', sentence: said.noneBilled, detail: texts().words.requestCount(requests, formats) };
  }
  const share = savedUsd / shadowUsd;
  if (share < NOTICEABLE_SHARE || savedUsd <= (errorUsd ?? 0)) {
    const saved = formats.usd(savedUsd, { sign: true });
    const error = errorUsd ? formats.usd(errorUsd) : null;
    return {
      tone: 'plain',
      sentence: said.noDifference,
      detail: said.noDifferenceDetail({ requests, saved, basis, error, unpriced }, formats),
    };
  }
  const clients = today.byClient.map((each) => clientName(each.client));
  return {
    tone: 'kept',
    sentence: said.saving(formats.share(share)),
    detail: said.savingDetail({ requests, saved: formats.usd(savedUsd), basis, clients, unpriced }, formats),
  };
}

/** The same headline when nobody answers any more: what was last known moves behind the fact that it may be over. */
export function makeStale({ sentence }: Headline): Headline {
  const { offline, lastKnown } = texts().home.headline;
  return { tone: 'plain', sentence: offline, detail: lastKnown(sentence) };
}

function unpricedHeadline(today: Summary, formats: Formats): Headline {
  const sent = today.usage.fresh + today.usage.write5m + today.usage.write1h + today.usage.read;
  const share = sent + today.tokensNotSent === 0 ? 0 : today.tokensNotSent / (sent + today.tokensNotSent);
  const { unpriced, unpricedDetail } = texts().home.headline;
  return { tone: 'plain', sentence: unpriced(formats.share(share)), detail: unpricedDetail(today.unpricedModels) };
}

/** The causes that the ledger knows of, and the largest single loss; says so when there is none. */
function explainLoss({ today, rows, conversations }: Facts, formats: Formats): string {
  const recent = rows.filter((row) => row.at >= today.sinceMs);
  const broken = conversations
    .filter((conversation) => conversation.lastAt >= today.sinceMs)
    .flatMap((conversation) => conversation.breaks)
    .filter((each) => each.cause === 'ours')
    .reduce((sum, each) => sum + each.count, 0);
  const replayed = recent.filter((row) => row.treatment === 'replayed').length;
  const said = texts().home.headline;
  const because = said.lossDetail({ broken, replayed, failedOpen: today.failedOpen });
  const worst = recent.toSorted((a, b) => (a.bill.savedUsd ?? 0) - (b.bill.savedUsd ?? 0))[0];
  if (!worst || !isLoss(worst.bill)) return because;
  const largest = said.largestLoss(formats.usd(-(worst.bill.savedUsd ?? 0)), formats.time(worst.at, today.untilMs));
  return `${because} ${largest}`;
}

function allTime(all: Summary, formats: Formats): string {
  const { requestsSoFar, savedSoFar } = texts().home.headline;
  const { savedUsd, basis } = all.bill;
  if (savedUsd === null) return requestsSoFar(all.requests, formats);
  return savedSoFar(formats.usd(savedUsd), basis, all.requests, formats);
}

/** How a client is told to use the proxy: one line to paste. */
export function setupLines(origin: string): readonly { readonly client: string; readonly line: string }[] {
  const { anthropicSdks, openaiSdks } = texts().home.setup;
  return [
    { client: 'Claude Code', line: `ANTHROPIC_BASE_URL=${origin} ENABLE_TOOL_SEARCH=true claude` },
    { client: 'Codex', line: `codex -c openai_base_url=${origin}/v1` },
    { client: anthropicSdks, line: `export ANTHROPIC_BASE_URL=${origin}` },
    { client: openaiSdks, line: `export OPENAI_BASE_URL=${origin}/v1` },
  ];
}

/** The newest exchange in one line. */
export function latestText(row: ExchangeRow, now: number, formats: Formats): string {
  const outcome = describeOutcome(row).text;
  return texts().home.headline.latest(formats.ago(row.at, now), clientName(row.client), outcome);
}
