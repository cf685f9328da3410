/** Request bodies of a given size, in Anthropic's dialect. Deterministic; the texts are made here. */

/** A generator of numbers below `limit`, alike for alike seeds (LCG of Numerical Recipes). */
function createDice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

const WORDS =
  'cache shard worker queue request session upload batch token index merge replica lease probe retry window'.split(' ');

function logText(bytes: number, dice: (limit: number) => number): string {
  const lines: string[] = [];
  for (let size = 0, n = 0; size < bytes; n++) {
    const level = dice(60) === 0 ? 'WARN' : 'INFO';
    const line = `2026-04-02T10:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.${100 + dice(900)}Z ${level} ${WORDS[dice(16)]}-${dice(9)} handled ${WORDS[dice(16)]} ${dice(100000)} in ${dice(400)} ms`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

function proseText(bytes: number, dice: (limit: number) => number): string {
  const words: string[] = [];
  for (let size = 0; size < bytes; ) {
    const word = WORDS[dice(16)]! + (dice(12) === 0 ? '.' : '');
    words.push(word);
    size += word.length + 1;
  }
  return words.join(' ');
}

interface Shape {
  /** Total size of the texts, about. */
  readonly bytes: number;
  /** True: tool results that the engine edits. False: the same amount of text typed by the user. */
  readonly hasEdits: boolean;
  /** Size of the newest tool result; it differs with `seed`, everything before it does not. */
  readonly newBytes: number;
  readonly seed: number;
  /** What the bench's provider shall answer: see provider.ts. */
  readonly answer?: string;
}

/** A conversation whose history is the same for every seed and whose last message is new. */
export function makeBody({ bytes, hasEdits, newBytes, seed, answer = '' }: Shape): Buffer {
  const messages: { role: string; content: unknown }[] = [{ role: 'user', content: 'Why do uploads retry so often?' }];
  const pieces = Math.max(1, Math.round((bytes - newBytes) / 20_000));
  for (let i = 0; i <= pieces; i++) {
    const isLast = i === pieces;
    const dice = createDice(isLast ? 1_000_003 + seed : i);
    const size = isLast ? newBytes : Math.floor((bytes - newBytes) / pieces);
    const text = hasEdits ? logText(size, dice) : proseText(size, dice);
    messages.push({
      role: 'assistant',
      content: [{ type: 'tool_use', id: `toolu_${i}`, name: 'Bash', input: { command: `kubectl logs pod-${i}` } }],
    });
    const result = { type: 'tool_result', tool_use_id: `toolu_${i}`, content: hasEdits ? text : 'done' };
    const content = hasEdits ? [result] : [result, { type: 'text', text }];
    // Coding agents mark the end of what they send; of a client that marks nothing we would mark it (docs/why/0006).
    if (isLast) Object.assign(content.at(-1)!, { cache_control: { type: 'ephemeral' } });
    messages.push({ role: 'user', content });
  }
  return Buffer.from(JSON.stringify({ model: `claude-bench${answer}`, max_tokens: 100, messages, stream: true }));
}
