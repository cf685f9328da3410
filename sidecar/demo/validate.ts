/** The refusals of a Messages API that matter to a proxy: shapes, roles, and the pairing of tool calls with their results. */

type Json = Readonly<Record<string, unknown>>;

/** Why the provider would refuse this body, or null when it is fine. */
export function findRefusal(body: unknown): string | null {
  if (!isObject(body)) return 'the body must be an object';
  if (typeof body.model !== 'string') return 'model: Field required';
  if (typeof body.max_tokens !== 'number') return 'max_tokens: Field required';
  const messages = body.messages;
  if (!Array.isArray(messages) || messages.length === 0) return 'messages: at least one message is required';
  const offered = new Set(listOf(body.tools).map((tool) => tool.name));
  let open: readonly string[] = [];
  for (const [i, message] of messages.entries()) {
    if (!isObject(message)) return `messages.${i}: must be an object`;
    if (message.role !== (i % 2 === 0 ? 'user' : 'assistant')) return `messages.${i}: roles must alternate`;
    const blocks = listOf(message.content);
    if (typeof message.content !== 'string' && blocks.length === 0) return `messages.${i}: content must not be empty`;
    const answered = blocks.filter((block) => block.type === 'tool_result').map((block) => String(block.tool_use_id));
    if (message.role === 'user') {
      const wrong = pairingFault(open, answered);
      if (wrong !== null) return `messages.${i}: ${wrong}`;
      open = [];
      continue;
    }
    const calls = blocks.filter((block) => block.type === 'tool_use');
    const unknown = calls.find((call) => !offered.has(call.name));
    if (unknown !== undefined) return `messages.${i}: tool ${String(unknown.name)} is not offered`;
    open = calls.map((call) => String(call.id));
  }
  return open.length > 0 ? 'the last message must answer the tool calls before it' : null;
}

function pairingFault(open: readonly string[], answered: readonly string[]): string | null {
  const missing = open.find((id) => !answered.includes(id));
  if (missing !== undefined) return `tool_use ids were found without tool_result blocks immediately after: ${missing}`;
  const stray = answered.find((id) => !open.includes(id));
  if (stray !== undefined) return `unexpected tool_use_id found in tool_result blocks: ${stray}`;
  return new Set(answered).size < answered.length ? 'each tool_use must have a single result' : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
