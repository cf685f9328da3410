import type { ConversationRow, ExchangeRow, Summary } from '../../../sidecar/contract/api.ts';
import { clientName, describeOutcome, isLoss } from '../../state/describe-exchange.ts';
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
  if (facts.isBypassed) {
    return {
      tone: 'plain',
      sentence: 'Passing everything through untouched',
      detail: 'Nothing is shortened and nothing is saved for now; your agents keep working.',
    };
  }
  if (all.requests === 0)
    return {
      tone: 'plain',
      sentence: 'No traffic yet',
      detail: 'Headroom is running and waits for the first request.',
    };
  if (today.requests === 0) {
    return { tone: 'plain', sentence: 'No traffic yet today', detail: allTime(all, formats) };
  }
  const { shadowUsd, savedUsd } = today.bill;
  if (shadowUsd === null || savedUsd === null) return unpricedHeadline(today, formats);
  if (isLoss(today.bill)) {
    return {
      tone: 'loss',
      sentence: `Cost ${formats.usd(-savedUsd)} more than direct today`,
      detail: explainLoss(facts, formats),
    };
  }
  if (shadowUsd === 0)
    return { tone: 'plain', sentence: 'Nothing was billed today', detail: requestsText(today, formats) };
  const share = savedUsd / shadowUsd;
  if (share < NOTICEABLE_SHARE || savedUsd <= (today.bill.errorUsd ?? 0)) {
    const range = today.bill.errorUsd ? `; the figure may be off by ${formats.usd(today.bill.errorUsd)}` : '';
    return {
      tone: 'plain',
      sentence: 'No clear difference to direct today',
      detail: `${requestsText(today, formats)}, ${formats.usd(savedUsd, { sign: true })} (${today.bill.basis})${range}.${unpricedText(today)}`,
    };
  }
  return {
    tone: 'kept',
    sentence: `Saving ${formats.share(share)} of today's bill`,
    detail: `${formats.usd(savedUsd)} saved (${today.bill.basis}) over ${requestsText(today, formats)}${clientsText(today)}.${unpricedText(today)}`,
  };
}

export const OFFLINE = 'Headroom is not running, or cannot be reached';

/** The same headline when nobody answers any more: what was last known moves behind the fact that it may be over. */
export function makeStale({ sentence }: Headline): Headline {
  return { tone: 'plain', sentence: OFFLINE, detail: `Last known: ${sentence}.` };
}

function unpricedHeadline(today: Summary, formats: Formats): Headline {
  const sent = today.usage.fresh + today.usage.write5m + today.usage.write1h + today.usage.read;
  const share = sent + today.tokensNotSent === 0 ? 0 : today.tokensNotSent / (sent + today.tokensNotSent);
  return {
    tone: 'plain',
    sentence: `${formats.share(share)} fewer prompt tokens today, not counted in dollars`,
    detail: `No price is known for ${today.unpricedModels.join(', ')}, and none is made up.`,
  };
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
  const causes = [
    broken > 0 && `edits broke the provider's cache ${plural(broken, 'time', 'times')}`,
    replayed > 0 && `${plural(replayed, 'shortened request was', 'shortened requests were')} refused and sent again`,
    today.failedOpen > 0 && `${plural(today.failedOpen, 'request was', 'requests were')} sent untouched after a fault`,
  ].filter((cause) => cause !== false);
  const because = causes.length > 0 ? `Because ${causes.join(', and ')}.` : 'The ledger shows no single cause.';
  const worst = recent.toSorted((a, b) => (a.bill.savedUsd ?? 0) - (b.bill.savedUsd ?? 0))[0];
  if (!worst || !isLoss(worst.bill)) return because;
  return `${because} Largest single loss: ${formats.usd(-(worst.bill.savedUsd ?? 0))} at ${formats.time(worst.at, today.untilMs)}.`;
}

function allTime(all: Summary, formats: Formats): string {
  if (all.bill.savedUsd === null) return `${formats.counted(all.requests, 'request')} so far.`;
  return `${formats.usd(all.bill.savedUsd)} saved so far (${all.bill.basis}), over ${requestsText(all, formats)}.`;
}

function requestsText(summary: Summary, formats: Formats): string {
  return `${formats.count(summary.requests)} ${summary.requests === 1 ? 'request' : 'requests'}`;
}

/** What the dollars leave out; '' when nothing. */
function unpricedText({ bill: { unpricedRequests } }: Summary): string {
  if (unpricedRequests === 0) return '';
  return ` ${plural(unpricedRequests, 'request has', 'requests have')} no known price and ${unpricedRequests === 1 ? 'is' : 'are'} not in it.`;
}

function clientsText(summary: Summary): string {
  const named = summary.byClient.map((each) => clientName(each.client));
  if (named.length === 0) return '';
  return named.length <= 2 ? ` by ${named.join(' and ')}` : ` by ${named.length} clients`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** How a client is told to use the proxy: one line to paste. */
export function setupLines(origin: string): readonly { readonly client: string; readonly line: string }[] {
  return [
    { client: 'Claude Code', line: `ANTHROPIC_BASE_URL=${origin} ENABLE_TOOL_SEARCH=true claude` },
    { client: 'Codex', line: `codex -c openai_base_url=${origin}/v1` },
    { client: 'Anthropic SDKs', line: `export ANTHROPIC_BASE_URL=${origin}` },
    { client: 'OpenAI SDKs', line: `export OPENAI_BASE_URL=${origin}/v1` },
  ];
}

/** The newest exchange in one line. */
export function latestText(row: ExchangeRow, now: number, formats: Formats): string {
  const outcome = describeOutcome(row).text;
  return `Last request ${formats.ago(row.at, now)}, from ${clientName(row.client)}: ${outcome.charAt(0).toLowerCase()}${outcome.slice(1)}`;
}
