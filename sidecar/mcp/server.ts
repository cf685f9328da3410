import type { Readable, Writable } from 'node:stream';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '../contract/errors.ts';
import { tools } from './tools/index.ts';
import type { McpDeps, Tool } from './types.ts';

/** What a client shows its model about the whole server. */
const INSTRUCTIONS = `Headroom shortens long tool results before they are sent. A line "[headroom: … whole output: …/<id>.txt]"
says that something was left out: headroom_retrieve gives it back by that id, headroom_search finds it by words.`;

/** Largest message of a client in bytes; a text to shorten fits, an endless line does not. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface McpConnection {
  /** Resolves when the client has gone. */
  readonly ended: Promise<void>;
}

/**
 * Speaks MCP over a pair of streams until the client closes its end.
 * @param tell gets one line per defect; never written to `output`, which carries the protocol alone
 */
export async function serveMcp(
  deps: McpDeps,
  streams: { input: Readable; output: Writable },
  tell: (line: string) => void,
): Promise<McpConnection> {
  const server = new McpServer({ name: 'headroom', version: deps.version }, { instructions: INSTRUCTIONS });
  for (const tool of tools) register(server, tool, deps, tell);
  server.server.onerror = (error) => tell(`mcp: ${error.message}`);
  const ended = Promise.withResolvers<void>();
  server.server.onclose = () => ended.resolve();
  // The SDK's transport does not notice that the client has gone: the end of the input says so.
  streams.input.once('end', () => void server.close());
  streams.input.once('close', () => void server.close());
  streams.output.once('error', () => void server.close());
  await server.connect(new StdioServerTransport(streams.input, streams.output, { maxBufferSize: MAX_MESSAGE_BYTES }));
  return { ended: ended.promise };
}

function register(server: McpServer, tool: Tool, deps: McpDeps, tell: (line: string) => void): void {
  const { id, title, description, input } = tool;
  const annotations = { title, readOnlyHint: true, openWorldHint: false };
  const answer = async (given: Record<string, unknown>): Promise<CallToolResult> => {
    try {
      return { content: (await tool.run(given, deps)).map((text) => ({ type: 'text', text })) };
    } catch (error) {
      if (!(error instanceof AppError)) tell(`mcp: headroom_${id} failed: ${(error as Error).stack ?? String(error)}`);
      const { message, hint } = error as AppError;
      return { isError: true, content: [{ type: 'text', text: hint === undefined ? message : `${message} ${hint}` }] };
    }
  };
  server.registerTool(`headroom_${id}`, { title, description, inputSchema: input, annotations }, answer);
}
