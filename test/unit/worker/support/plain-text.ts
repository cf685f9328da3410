/** Lines that have nothing in common and say nothing loud: no member of the family finds a gain in them. */
export function makePlainLines(count: number, seed = 1): string[] {
  let state = seed;
  const draw = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
  const word = (): string => `${syllables[draw() % 8]}${syllables[(draw() >> 3) % 8]}${syllables[(draw() >> 5) % 8]}`;
  return Array.from({ length: count }, () => Array.from({ length: 7 + (draw() % 5) }, word).join(' '));
}

const syllables = ['ka', 'lo', 'mi', 'ne', 'ru', 'sa', 'to', 'vi'];

/** A request whose newest tool result is the last of these texts. */
export function makeRequest(texts: readonly string[]): Uint8Array {
  const turns = texts.flatMap((content, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: 'Bash', input: { command: `say ${at}` } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content }] },
  ]);
  return Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'go on' }, ...turns] }));
}
