/** Random agent conversations in every dialect, for law suites. Built turn by turn, so that a cut is what a client sent earlier. */
import fc from 'fast-check';

export interface Turn {
  readonly say: string;
  readonly tool: string;
  readonly command: string;
  readonly output: string;
  readonly isList: boolean;
  readonly isError: boolean;
}

export interface Script {
  readonly question: string;
  readonly turns: readonly Turn[];
}

/** Outputs of the kinds that the engine edits, beside arbitrary text. */
const records = fc
  .array(
    fc.record({
      id: fc.nat(9_999_999),
      name: fc.string({ maxLength: 12 }),
      state: fc.constantFrom('open', 'closed', 'error'),
    }),
    {
      minLength: 8,
      maxLength: 60,
    },
  )
  .map((list) => JSON.stringify(list, null, 2));
const logLines = fc
  .array(
    fc.tuple(
      fc.constantFrom('INFO', 'INFO', 'INFO', 'WARN', 'ERROR'),
      fc.nat(999),
      fc.constantFrom('fetched page', 'retry', 'done'),
    ),
    {
      minLength: 10,
      maxLength: 120,
    },
  )
  .map((list) =>
    list
      .map(([level, n, text], i) => `2026-03-01 10:00:${String(i % 60).padStart(2, '0')} ${level} worker-${n} ${text}`)
      .join('\n'),
  );
const hits = fc
  .array(
    fc.tuple(fc.constantFrom('src/a.ts', 'src/deep/b.ts', 'test/c.test.ts'), fc.nat(900), fc.string({ maxLength: 30 })),
    {
      minLength: 8,
      maxLength: 60,
    },
  )
  .map((list) => list.map(([path, line, text]) => `${path}:${line + 1}:  call(${JSON.stringify(text)})`).join('\n'));
const noise = fc
  .array(fc.string({ maxLength: 20 }), { minLength: 5, maxLength: 40 })
  .map((list) => list.map((one) => `\u001b[32m${one}\u001b[0m`).join('\r\n'));
const code = fc
  .array(fc.tuple(fc.constantFrom('bake', 'cool', 'heat'), fc.integer({ min: 4, max: 20 })), {
    minLength: 3,
    maxLength: 9,
  })
  .map((list) =>
    list
      .map(([name, size]) => `function ${name}(tray) {\n${'  tray.turn(oven, door);\n'.repeat(size)}}\n`)
      .join('\n')
      .repeat(2),
  );
export const outputs = fc.oneof(code, records, logLines, hits, noise, fc.string({ unit: 'binary', maxLength: 400 }));

const turn = fc.record({
  say: fc.string({ maxLength: 40 }),
  tool: fc.constantFrom('Bash', 'Grep', 'Read', 'mcp__x__list'),
  command: fc.constantFrom('npm test', 'rg call src', 'cat src/a.ts', 'kubectl get pods -o json', ''),
  output: outputs,
  isList: fc.boolean(),
  isError: fc.boolean(),
});
/** Taken again: the turn before with some of its lines changed, left out or doubled; null: a turn of its own. */
const again = fc.option(
  fc.array(fc.record({ at: fc.nat(100), by: fc.constantFrom('', 'x\n', '\n') }), { maxLength: 4 }),
);

export const scripts: fc.Arbitrary<Script> = fc.record({
  question: fc.oneof(fc.string({ maxLength: 60 }), fc.constant('How does `bake` work?')),
  turns: fc.array(fc.tuple(turn, again), { minLength: 1, maxLength: 6 }).map((drawn) => {
    const turns: Turn[] = [];
    for (const [own, changes] of drawn) turns.push(repeat(turns.at(-1), own, changes));
    return turns;
  }),
});

function repeat(before: Turn | undefined, own: Turn, changes: readonly { at: number; by: string }[] | null): Turn {
  if (before === undefined || changes === null) return own;
  const lines = before.output.split('\n');
  for (const { at, by } of changes) lines.splice(at % lines.length, 1, by + lines[at % lines.length], by);
  return { ...before, say: own.say, output: lines.join('\n') };
}

/** How a client spells the same conversation; none of it may influence a decision. */
export interface Spelling {
  readonly textsAsBlocks: boolean;
  readonly breakpointOnLast: boolean;
}

export const PLAIN: Spelling = { textsAsBlocks: false, breakpointOnLast: false };

/** The request of turn `upTo` (0-based): everything up to that turn's tool result. */
export type Build = (script: Script, upTo: number, spelling?: Spelling) => unknown;

const parts = (turn: Turn, type: string): unknown => (turn.isList ? [{ type, text: turn.output }] : turn.output);

function anthropic(script: Script, upTo: number, spelling = PLAIN): unknown {
  const user = (text: string): unknown => ({
    role: 'user',
    content: spelling.textsAsBlocks ? [{ type: 'text', text }] : text,
  });
  const messages: unknown[] = [user(script.question)];
  script.turns.slice(0, upTo + 1).forEach((turn, i) => {
    const id = `toolu_${i}`;
    const mark = spelling.breakpointOnLast && i === upTo ? { cache_control: { type: 'ephemeral' } } : {};
    messages.push({
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: turn.say, signature: 'c2ln' },
        { type: 'text', text: `${turn.say}.` },
        { type: 'tool_use', id, name: turn.tool, input: { command: turn.command } },
      ],
    });
    messages.push({
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: id,
          content: parts(turn, 'text'),
          ...(turn.isError && { is_error: true }),
          ...mark,
        },
      ],
    });
  });
  return {
    model: 'claude-x',
    messages,
    system: [{ type: 'text', text: 'You help.' }],
    tools: [{ name: 'Bash', input_schema: {} }],
    stream: true,
  };
}

function openaiChat(script: Script, upTo: number, spelling = PLAIN): unknown {
  const text = (value: string): unknown => (spelling.textsAsBlocks ? [{ type: 'text', text: value }] : value);
  const messages: unknown[] = [
    { role: 'system', content: 'You help.' },
    { role: 'user', content: text(script.question) },
  ];
  script.turns.slice(0, upTo + 1).forEach((turn, i) => {
    const call = {
      id: `call_${i}`,
      type: 'function',
      function: { name: turn.tool, arguments: JSON.stringify({ command: turn.command }) },
    };
    messages.push({ role: 'assistant', content: turn.say, tool_calls: [call] });
    messages.push({ role: 'tool', tool_call_id: `call_${i}`, content: parts(turn, 'text') });
  });
  return { model: 'gpt-x', messages, tools: [], stream: true };
}

function openaiResponses(script: Script, upTo: number, spelling = PLAIN): unknown {
  const content = spelling.textsAsBlocks ? [{ type: 'input_text', text: script.question }] : script.question;
  const input: unknown[] = [{ type: 'message', role: 'user', content }];
  script.turns.slice(0, upTo + 1).forEach((turn, i) => {
    input.push({ type: 'reasoning', summary: [], encrypted_content: turn.say });
    input.push({
      type: 'function_call',
      call_id: `call_${i}`,
      name: turn.tool,
      arguments: JSON.stringify({ cmd: turn.command }),
    });
    input.push({ type: 'function_call_output', call_id: `call_${i}`, output: parts(turn, 'input_text') });
  });
  return { model: 'gpt-x', instructions: 'You help.', input, stream: true };
}

function gemini(script: Script, upTo: number): unknown {
  const contents: unknown[] = [{ role: 'user', parts: [{ text: script.question }] }];
  script.turns.slice(0, upTo + 1).forEach((turn, i) => {
    const id = `call_${i}`;
    contents.push({
      role: 'model',
      parts: [
        { text: turn.say },
        { functionCall: { id, name: turn.tool, args: { command: turn.command } }, thoughtSignature: 'c2ln' },
      ],
    });
    // Some clients repeat the name beside the text, and MCP servers answer with a list of parts.
    const listed = { name: turn.tool, content: parts(turn, 'text') };
    const response = turn.isError ? { error: turn.output } : turn.isList ? listed : { output: turn.output };
    contents.push({ role: 'user', parts: [{ functionResponse: { id, name: turn.tool, response } }] });
  });
  return { contents, systemInstruction: { parts: [{ text: 'You help.' }] }, tools: [], generationConfig: {} };
}

export const builds = {
  anthropic,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  gemini,
} satisfies Record<string, Build>;

export const bytesOf = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body));
