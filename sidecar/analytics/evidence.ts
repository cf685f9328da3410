import type { CostPerConversation, Evidence } from '../contract/api.ts';

/** Conversations of one kind: how many, the sum of their cost in dollars, and the sum of its squares. */
export interface CostSums {
  readonly conversations: number;
  readonly usd: number;
  readonly usdSquared: number;
}

/** Half-width of a 95 % interval in standard errors. */
const WIDTH = 1.96;
/** Fewer conversations have no range. */
const LEAST = 2;

/** Conversations with us and held out, side by side: the only saving that is measured rather than modelled. */
export function compareHoldout(treated: CostSums, heldOut: CostSums): Evidence['holdout'] {
  const [with_, without] = [describe(treated), describe(heldOut)];
  const isKnown = treated.conversations >= LEAST && heldOut.conversations >= LEAST;
  const meanUsd = (without.meanUsd ?? 0) - (with_.meanUsd ?? 0);
  const half = WIDTH * Math.sqrt(variance(treated) + variance(heldOut));
  return {
    treated: with_,
    heldOut: without,
    savedPerConversation: isKnown ? { meanUsd, lowUsd: meanUsd - half, highUsd: meanUsd + half } : null,
  };
}

function describe(sums: CostSums): CostPerConversation {
  const { conversations } = sums;
  if (conversations === 0) return { conversations, meanUsd: null, lowUsd: null, highUsd: null };
  const meanUsd = sums.usd / conversations;
  if (conversations < LEAST) return { conversations, meanUsd, lowUsd: null, highUsd: null };
  const half = WIDTH * Math.sqrt(variance(sums));
  return { conversations, meanUsd, lowUsd: Math.max(0, meanUsd - half), highUsd: meanUsd + half };
}

/** Of the mean. */
function variance({ conversations, usd, usdSquared }: CostSums): number {
  if (conversations < LEAST) return 0;
  return Math.max(0, usdSquared - usd ** 2 / conversations) / (conversations - 1) / conversations;
}
