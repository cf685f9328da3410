/** Shapes of the demo: a scripted agent session, what the mock provider billed, and what one turn showed. */
import type { Summary } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';

/** One tool call that the scripted model makes, with the answer that the scripted computer gives. */
export interface DemoCall {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
  readonly result: string;
  /** What the result is, in a few words: "test run, one failure". */
  readonly label: string;
}

/** One answer of the scripted model. No calls: the session ends with it. */
export interface DemoReply {
  readonly text: string;
  readonly calls: readonly DemoCall[];
}

export interface DemoTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema: Readonly<Record<string, unknown>>;
}

export interface DemoSession {
  readonly model: string;
  readonly system: string;
  readonly tools: readonly DemoTool[];
  readonly task: string;
  /** In order; only the last has no calls. */
  readonly replies: readonly DemoReply[];
}

/** One request and its answer, as the demo's client saw it. */
export interface DemoTurn {
  readonly usage: ExchangeUsage;
  /** Milliseconds from the end of the request to the first byte of the answer's body. */
  readonly firstByteMs: number;
  /** Bytes of the request as the client made it. */
  readonly bytes: number;
  /** SHA-256 of the answer's bytes without the usage that the provider counted. */
  readonly answer: string;
}

/** The same request on both arms. */
export interface DemoPair {
  readonly number: number;
  /** The tool results that this request carries for the first time, as made and as they arrived through the proxy. */
  readonly carried: readonly {
    readonly call: DemoCall;
    readonly arrived: string;
  }[];
  readonly direct: DemoTurn;
  readonly proxied: DemoTurn;
}

/** The sidecar's own books about the run. */
export interface LedgerView {
  readonly summary: Summary;
  /** Fault code of each request that was sent untouched because of one. */
  readonly faults: readonly string[];
}
