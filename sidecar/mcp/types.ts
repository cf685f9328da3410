/** Contracts of this room: what the tools stand on, and what a tool is. */
import type { z } from 'zod';
import type { Summary } from '../contract/api.ts';
import type { OriginalHits } from '../contract/originals.ts';

/** One text, shortened. */
export interface Shortened {
  readonly text: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Where the whole text can be had again; null when nothing left it. */
  readonly originalId: string | null;
}

/** What to shorten, with what the engine may know of it. */
export interface ShortenRequest {
  readonly text: string;
  readonly command?: string | undefined;
  readonly question?: string | undefined;
}

/** The rest of Headroom as the tools see it. Given by the command that serves them. */
export interface McpDeps {
  /** The text, byte for byte, or null when it is unknown, expired or damaged. */
  readOriginal(id: string): string | null;
  /** Full text over the stored originals. */
  search(query: string, limit: number): Promise<OriginalHits>;
  shorten(request: ShortenRequest): Promise<Shortened>;
  /** Sums of the last days, from the running Headroom or from the ledger's file. */
  summarise(days: number): Promise<Summary>;
  readonly version: string;
}

/** One tool: one file under tools/, one line in tools/index.ts. */
export interface Tool<S extends z.ZodRawShape = z.ZodRawShape> {
  /** `headroom_<id>` is what agents call. */
  readonly id: string;
  readonly title: string;
  /** What a model reads before it decides; says when to use it. */
  readonly description: string;
  /** Fields of the call, each described. */
  readonly input: S;
  /**
   * The answer as blocks of text: the first is what was asked for, further ones say what a model should know about it.
   * @throws AppError for what the caller can change.
   */
  run(input: z.infer<z.ZodObject<S>>, deps: McpDeps): Promise<readonly string[]>;
}

/** Gives a tool its exact input type; the list then holds them all. */
export function defineTool<const S extends z.ZodRawShape>(tool: Tool<S>): Tool {
  return tool as unknown as Tool;
}
