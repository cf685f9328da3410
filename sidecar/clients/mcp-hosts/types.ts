/** The contract of a client that can start our MCP server: where it keeps its servers, and in which words. */
import type { FileEdit, Found, Machine } from '../types.ts';

/** How the server is started: a program and its arguments, never a shell line. */
export interface McpEntry {
  readonly command: string;
  readonly args: readonly string[];
}

/** One client: one file here, one line in index.ts. Only reads. */
export interface McpHost {
  readonly id: string;
  readonly name: string;
  detect(machine: Machine): Promise<Found | null>;
  /** The values that make the client start the server. */
  edits(entry: McpEntry, machine: Machine): Promise<readonly FileEdit[]>;
}

/** Said beside the change. */
export const why = 'It can then get back, search and shorten tool results (headroom_retrieve and others).';
