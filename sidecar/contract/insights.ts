/** What can be learnt from the ledger: findings with evidence, gain and one action. Money in US dollars, times in ms since the epoch. */

/** What acting on an insight is worth; an estimate, never a promise. */
export interface Gain {
  /** Over the span that was looked at; null when a price is unknown. */
  readonly usd: number | null;
  /** Tokens that were paid for and need not have been. */
  readonly tokens: number;
}

export interface Insight {
  /** Id of the rule that found it. */
  readonly rule: string;
  /** One sentence with the figure that matters. */
  readonly title: string;
  /** The cases it stands on, the largest first; a few, not all. */
  readonly evidence: readonly string[];
  /** Null when the gain cannot be estimated honestly. */
  readonly gain: Gain | null;
  /** The one thing to do. */
  readonly action: string;
}

export interface InsightReport {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** The largest gain first; those without an estimate behind. */
  readonly insights: readonly Insight[];
  /** What was looked at. */
  readonly considered: {
    readonly exchanges: number;
    readonly segments: number;
    readonly conversations: number;
    /** Whether transcripts were compared with the ledger. */
    readonly transcripts: boolean;
    /** True when the span holds more than was looked at; the newest were. */
    readonly isPartial: boolean;
  };
}

/** A tool result at its first appearance, with the exchange that carried it. */
export interface SegmentRow {
  readonly exchange: string;
  readonly at: number;
  readonly conversation: string;
  readonly project: string;
  readonly client: string;
  readonly model: string;
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  /** o200k tokens as it came, and as it was sent. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}
