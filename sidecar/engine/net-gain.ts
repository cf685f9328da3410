/** What is known when a text that was sent before could be sent shorter from now on. */
export interface Change {
  /** Tokens that would no longer be sent. */
  readonly removed: number;
  /** Tokens that stand behind the changed text. */
  readonly behind: number;
  /** Requests that are still to come, this one included. */
  readonly turns: number;
  /** Probability that the provider still holds the prefix: 0 cold, 1 warm. */
  readonly alive: number;
}

/** What a token costs to write into a prompt cache and to read from it, in prices of a fresh one (Anthropic, 5 minutes). */
export interface CacheRates {
  readonly write: number;
  readonly read: number;
}

export const usualRates: CacheRates = { write: 1.25, read: 0.1 };

/**
 * What a change saves over the rest of a conversation, in prices of fresh tokens. It spares writing the removed tokens once
 * and reading them in every later request; while the prefix is alive it also makes the provider write what it could
 * have read: the text itself and all that stands behind it. Negative when it costs more than it saves.
 */
export function netGain({ removed, behind, turns, alive }: Change, { write, read } = usualRates): number {
  const spared = removed * (write + read * (turns - 1));
  const rewritten = (write - read) * (behind + removed);
  return spared - alive * rewritten;
}

/** A gain must be this share of what the changed part costs: whatever is known is an estimate. */
const MARGIN_SHARE = 0.05;

/** Whether a change pays with a margin. */
export function isWorth(change: Change, rates = usualRates): boolean {
  return netGain(change, rates) > MARGIN_SHARE * (change.behind + change.removed) * rates.write;
}
