import type { ShellOutput, Shortened } from './types.ts';

/** What one tool printed, and what is known about where it came from. */
export interface ToolOutput {
  readonly tool: string;
  /** Arguments of the call as the client names them: `command`, `file_path`, `pattern` … */
  readonly input: object;
  /** The newest text that the user typed; '' when it is not known. */
  readonly question: string;
  readonly isError: boolean;
  readonly text: string;
}

/** The engine's door for one list of messages; see Engine.compress in worker/. */
export type Compress = (body: Uint8Array) => Promise<Uint8Array>;

/**
 * Asks the engine about one output by asking about the shortest conversation that holds it, so that hooks, `headroom run`
 * and the proxy decide alike. @throws AppError of the engine: worker.absent, worker.died, worker.deadline.
 */
export async function shortenOutput(
  { tool, input, question, isError, text }: ToolOutput,
  compress: Compress,
): Promise<Shortened> {
  const result = { type: 'tool_result', tool_use_id: 'it', content: text, ...(isError && { is_error: true }) };
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'it', name: tool, input }] },
    { role: 'user', content: [result] },
  ];
  const answer = await compress(Buffer.from(JSON.stringify({ model: 'any', messages })));
  return readAnswer(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength).toString('utf8'), text);
}

/** A command's output, as {@link shortenOutput} takes it. A failed command's is never shortened beyond what can be read back. */
export function asToolOutput({ command, exitCode, text }: ShellOutput): ToolOutput {
  return { tool: 'Bash', input: { command }, question: '', isError: exitCode !== 0, text };
}

/** Made by our own engine a moment ago; anything unexpected means that the text stays. */
function readAnswer(answer: string, text: string): Shortened {
  const { messages, report } = JSON.parse(answer) as {
    readonly messages?: readonly { readonly content?: readonly { readonly content?: unknown }[] }[];
    readonly report?: { readonly tokens_before?: unknown; readonly tokens_after?: unknown };
  };
  const made = messages?.[2]?.content?.[0]?.content;
  const { tokens_before: before, tokens_after: after } = report ?? {};
  if (typeof made !== 'string' || typeof before !== 'number' || typeof after !== 'number') {
    return { text, tokensBefore: 0, tokensAfter: 0 };
  }
  return { text: made, tokensBefore: before, tokensAfter: after };
}
