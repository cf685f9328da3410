/** Contracts of this room: what the tools stand on, and what a tool is. */
import type { z } from 'zod';
import type { Summary } from '../contract/api.ts';

/** An original that was found by its words. */
export interface FoundOriginal {
  readonly id: string;
  readonly bytes: number;
  /** ms since the epoch. */
  readonly storedAt: number;
  /** The line that holds most of the words, and as much of it as is shown. */
  readonly line: number;
  readonly text: string;
  /** Further lines that hold words of the query, the best first. */
  readonly others: readonly { readonly line: number; readonly text: string }[];
}

/** What a search gave, the most recently stored first. */
export interface Found {
  readonly hits: readonly FoundOriginal[];
  /** False when not every original was looked at. */
  readonly isComplete: boolean;
}

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
  search(query: string, limit: number): Promise<Found>;
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
