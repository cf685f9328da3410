/** Transcripts in the shapes that the clients of November 2026 write, with made-up content. */
export const at = '2026-11-20T10:00:00.000Z';

export function claudeUsage(
  over: { id?: string; requestId?: string; output?: number; model?: string; at?: string } = {},
) {
  return {
    type: 'assistant',
    isSidechain: false,
    requestId: over.requestId ?? 'req_1',
    timestamp: over.at ?? at,
    sessionId: 's1',
    cwd: '/home/someone/shop',
    message: {
      id: over.id ?? 'msg_1',
      role: 'assistant',
      model: over.model ?? 'claude-opus-4-5',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'npm test', description: 'x' } }],
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 300,
        cache_read_input_tokens: 2000,
        output_tokens: over.output ?? 50,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      },
    },
  };
}

export const claudeResult = {
  type: 'user',
  timestamp: at,
  sessionId: 's1',
  cwd: '/home/someone/shop',
  message: {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Exit code 1\nboom', is_error: true }],
  },
};

const codexUse = { input_tokens: 1000, cached_input_tokens: 700, output_tokens: 40, total_tokens: 1040 };

export const codexHead = [
  { timestamp: at, type: 'session_meta', payload: { id: 't1', cwd: '/home/someone/shop' } },
  { timestamp: at, type: 'turn_context', payload: { model: 'gpt-5.1', cwd: '/home/someone/shop' } },
];

export function codexRecord(responseId: string) {
  return { timestamp: at, type: 'token_usage_record', payload: { response_id: responseId, usage: codexUse } };
}

export function codexCount(total: number) {
  const info = { total_token_usage: { total_tokens: total }, last_token_usage: codexUse };
  return { timestamp: at, type: 'event_msg', payload: { type: 'token_count', info } };
}

export function codexCall(input: string, name = 'exec_command') {
  return {
    timestamp: at,
    type: 'response_item',
    payload: { type: 'function_call', call_id: 'c1', name, arguments: input },
  };
}

export function codexOutput(output: unknown) {
  return { timestamp: at, type: 'response_item', payload: { type: 'function_call_output', call_id: 'c1', output } };
}

export function geminiMessage(over: object = {}) {
  return {
    id: 'g1',
    timestamp: at,
    type: 'gemini',
    content: 'Looking.',
    tokens: { input: 900, output: 20, cached: 600, thoughts: 5, tool: 0, total: 925 },
    model: 'gemini-2.5-pro',
    ...over,
  };
}

export function toLines(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
