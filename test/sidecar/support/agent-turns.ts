import { call, type Reply } from '../rig.ts';

/** The answer of a command, wide and dull enough that some of it is left out; the same for the same number. */
export function makeResult(turn: number, rows = 120): string {
  return JSON.stringify(
    Array.from({ length: rows }, (_, id) => ({
      id: turn * 1000 + id,
      name: `service-${turn}-${id}`,
      state: id === 77 ? 'failed' : 'running',
      region: 'eu-central-1',
      healthy: id !== 77,
    })),
    null,
    1,
  );
}

/** What an agent sends in its nth turn: the question, then n commands with their answers. */
export function makeTurn(turns: number, rows?: number): string {
  const steps = Array.from({ length: turns }, (_, turn) => [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: `t${turn}`, name: 'Bash', input: { command: `services --page ${turn}` } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${turn}`, content: makeResult(turn, rows) }] },
  ]).flat();
  return JSON.stringify({
    messages: [{ role: 'user', content: 'Which services are unwell?' }, ...steps],
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
  });
}

export function sendTurn(url: string, session: string, body: string | Uint8Array): Promise<Reply> {
  return call(url, '/v1/messages', { body, headers: { 'x-claude-code-session-id': session, 'x-api-key': 'k' } });
}

/** The tool results that the provider saw, in their order. */
export function readResults(body: Uint8Array): string[] {
  const { messages } = JSON.parse(Buffer.from(body).toString()) as {
    messages: { content: string | { type: string; content?: string }[] }[];
  };
  return messages.flatMap(({ content }) =>
    typeof content === 'string'
      ? []
      : content.flatMap((one) => (one.type === 'tool_result' ? [one.content ?? ''] : [])),
  );
}
