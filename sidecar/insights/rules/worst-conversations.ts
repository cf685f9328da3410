import type { ConversationRow } from '../../contract/api.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatPlace, formatUsd } from '../wording.ts';

/** One conversation that takes this share of the bill deserves a look. */
const SHARE = 0.25;
const MIN_CONVERSATIONS = 4;
/** And so many times what each would take if all cost the same: of five one always takes a fifth or more. */
const TIMES_EVEN = 2;
/** Losses below this are noise of the estimate. US dollars. */
const MIN_LOSS_USD = 0.05;

/** The conversations that cost most, and those in which Headroom cost money. */
export const worstConversations = {
  id: 'worst-conversations',
  needs: 'ledger',
  judge: ({ conversations }) => {
    const priced = conversations.filter(({ bill }) => bill.actualUsd !== null);
    const total = priced.reduce((sum, row) => sum + usdOf(row), 0);
    const byCost = [...priced].sort((a, b) => usdOf(b) - usdOf(a));
    const losing = priced.filter(({ bill }) => (bill.savedUsd ?? 0) < -Math.max(MIN_LOSS_USD, bill.errorUsd ?? 0));
    const [top] = byCost;
    const share = Math.max(SHARE, TIMES_EVEN / priced.length);
    const isLopsided = priced.length >= MIN_CONVERSATIONS && top !== undefined && usdOf(top) > total * share;
    if (losing.length > 0) {
      const lost = losing.reduce((sum, { bill }) => sum - (bill.savedUsd ?? 0), 0);
      return {
        title: `Headroom cost ${formatUsd(lost)} more than it saved in ${formatCount(losing.length, 'conversation')}.`,
        evidence: losing.slice(0, 5).map((row) => `${describe(row)}, ${formatUsd(row.bill.savedUsd ?? 0)}`),
        gain: { usd: lost, tokens: 0 },
        action:
          'Open them in the dashboard and report the cause; until then a header x-headroom-bypass: true leaves a client alone.',
      };
    }
    if (!isLopsided) return null;
    return {
      title: `One conversation took ${Math.round((usdOf(top) / total) * 100)} % of the bill: ${formatUsd(usdOf(top))} of ${formatUsd(total)}.`,
      evidence: byCost.slice(0, 5).map(describe),
      gain: null,
      action:
        'Long conversations pay for their whole history in every turn: begin a new one per task, and compact at a finished step.',
    };
  },
} satisfies InsightRule;

function usdOf({ bill }: ConversationRow): number {
  return bill.actualUsd ?? 0;
}

function describe(row: ConversationRow): string {
  return `${formatPlace({ ...row, at: row.lastAt })}: ${formatUsd(usdOf(row))}, ${formatCount(row.turns, 'turn')}`;
}
