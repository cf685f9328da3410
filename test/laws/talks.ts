/** Random conversations of agents as clients really send them, turn by turn and in every dialect, for test/laws/sessions.test.ts. */
import fc from 'fast-check';
import { readCorpus } from '../../scripts/fuzz/texts.ts';
import type { DialectId } from '../../sidecar/dialects/index.ts';
import { outputs } from './conversations.ts';

/** What one tool printed, and how the client wraps it. */
export interface Result {
  readonly tool: string;
  readonly command: string;
  readonly output: string;
  readonly form: 'text' | 'list' | 'image' | 'error' | 'custom';
}

/** The model calls tools, all at once, and gets what they printed. */
export interface Round {
  readonly say: string;
  readonly thinks: boolean;
  readonly results: readonly Result[];
  /** What the user says to it; '' when the loop goes on by itself. */
  readonly asks: string;
}

/** All that a client knows of one conversation. */
export interface Talk {
  readonly dialect: DialectId;
  readonly model: string;
  readonly question: string;
  readonly rounds: readonly Round[];
}

/** How a client spells it this time; none of it may influence a decision. */
export interface Spelling {
  readonly textsAsBlocks: boolean;
  /** Lifetime of the marks: at the system text and at the newest `marks` messages. */
  readonly ttl: '5m' | '1h';
  readonly marks: number;
  readonly indent: number;
}

const corpus = readCorpus().filter((text) => text.length < 60_000);
/** A result as it is drawn: a text of the corpus by its number, so that what fails can be read. */
type Drawn = Omit<Result, 'output'> & { readonly output: string | number };
const result: fc.Arbitrary<Drawn> = fc.record({
  tool: fc.constantFrom('Bash', 'Grep', 'Read', 'WebFetch', 'mcp__x__list'),
  command: fc.constantFrom(
    'npm test',
    'rg call src',
    'cat src/a.ts',
    'git diff',
    'kubectl get pods -o json',
    'ls -R',
    '',
  ),
  output: fc.oneof({ weight: 3, arbitrary: fc.nat(corpus.length - 1) }, outputs),
  form: fc.constantFrom('text', 'text', 'text', 'list', 'image', 'error', 'custom'),
});
/** Beside new texts: a result of before taken again, whole or with one line changed. */
const again = fc.option(fc.record({ back: fc.nat(9), at: fc.nat(200), by: fc.constantFrom('', 'and this\n') }));

/** What people and models say may look like what tools print. */
const pasted = fc.nat(corpus.length - 1);
const words = fc.oneof({ weight: 3, arbitrary: fc.string({ maxLength: 30 }) }, { weight: 1, arbitrary: pasted });

export interface NewRound extends Omit<Round, 'results' | 'say' | 'asks'> {
  readonly say: string | number;
  readonly asks: string | number;
  readonly results: readonly (readonly [Drawn, { back: number; at: number; by: string } | null])[];
}

export const newRound: fc.Arbitrary<NewRound> = fc.record({
  say: words,
  thinks: fc.boolean(),
  results: fc.array(fc.tuple(result, again), { minLength: 1, maxLength: 3 }),
  asks: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('What about worker-7?', 'and now fix it') },
    { weight: 1, arbitrary: pasted },
  ),
});

/** Appends a round; what is taken again refers to what the conversation has. */
export function addRound(talk: Talk, { results, say, asks, thinks }: NewRound): Talk {
  const before = talk.rounds.flatMap((one) => one.results);
  const made = results.map(([own, copy]) => {
    const source = copy === null ? undefined : before[before.length - 1 - (copy.back % Math.max(1, before.length))];
    if (source === undefined || copy === null) return { ...own, output: lookUp(own.output) };
    const lines = source.output.split('\n');
    if (copy.by !== '') lines.splice(copy.at % lines.length, 1, copy.by);
    return { ...source, output: lines.join('\n') };
  });
  return { ...talk, rounds: [...talk.rounds, { say: lookUp(say), asks: lookUp(asks), thinks, results: made }] };
}

const lookUp = (text: string | number): string => (typeof text === 'number' ? corpus[text]! : text);

/** Longer than what providers cache at least, as the prompt of every agent is. */
const SYSTEM = Array.from(
  { length: 130 },
  (_, n) => `Rule ${n}: keep to the style of file ${n * 7}, and test it.`,
).join('\n');
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function writeBody(talk: Talk, spelling: Spelling): Uint8Array {
  return Buffer.from(JSON.stringify(writers[talk.dialect](talk, spelling), null, spelling.indent));
}

const writers = { anthropic, 'openai-chat': chat, 'openai-responses': responses, gemini } satisfies Record<
  DialectId,
  (talk: Talk, spelling: Spelling) => unknown
>;

type Part = Record<string, unknown>;

function anthropic({ model, question, rounds }: Talk, { textsAsBlocks, ttl, marks }: Spelling): unknown {
  const mark = { cache_control: { type: 'ephemeral', ...(ttl === '1h' && { ttl }) } };
  const user = (parts: Part[]): unknown => {
    const [only] = parts;
    const isPlain = parts.length === 1 && only?.type === 'text' && !textsAsBlocks && !('cache_control' in only);
    return { role: 'user', content: isPlain ? only.text : parts };
  };
  const users: Part[][] = [[{ type: 'text', text: question }]];
  const replies = rounds.map(({ say, thinks, results, asks }, at) => {
    const id = (nth: number): string => `toolu_${at}_${nth}`;
    users.push([
      ...results.map((one, nth) => ({ type: 'tool_result', tool_use_id: id(nth), ...anthropicContent(one) })),
      ...(asks === '' ? [] : [{ type: 'text', text: asks }]),
    ]);
    return [
      ...(thinks
        ? [
            { type: 'thinking', thinking: say, signature: 'c2ln' },
            { type: 'redacted_thinking', data: 'eA==' },
          ]
        : []),
      { type: 'text', text: `${say}.` },
      { type: 'server_tool_use', id: `srv_${at}`, name: 'web_search', input: { query: say } },
      {
        type: 'web_search_tool_result',
        tool_use_id: `srv_${at}`,
        content: [{ type: 'web_search_result', title: SYSTEM.slice(0, 300) }],
      },
      ...results.map(({ tool, command }, nth) => ({ type: 'tool_use', id: id(nth), name: tool, input: { command } })),
    ];
  });
  for (const parts of users.slice(Math.max(0, users.length - marks))) Object.assign(parts.at(-1) ?? {}, mark);
  return {
    model,
    messages: users.flatMap((parts, at) => [
      user(parts),
      ...(replies[at] ? [{ role: 'assistant', content: replies[at] }] : []),
    ]),
    system: [{ type: 'text', text: SYSTEM, ...(marks > 0 && mark) }],
    tools: [{ name: 'Bash', description: SYSTEM.slice(0, 500), input_schema: { type: 'object' } }],
    stream: true,
  };
}

function anthropicContent({ output, form }: Result): Part {
  const text = { type: 'text', text: output };
  if (form === 'list') return { content: [text, { type: 'text', text: output.slice(0, 300), citations: [] }] };
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
  if (form === 'image') return { content: [image, text] };
  return { content: output, ...(form === 'error' && { is_error: true }) };
}

function chat({ model, question, rounds }: Talk, { textsAsBlocks }: Spelling): unknown {
  const text = (value: string): unknown => (textsAsBlocks ? [{ type: 'text', text: value }] : value);
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };
  const messages: unknown[] = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: text(question) },
  ];
  rounds.forEach(({ say, results, asks }, at) => {
    const id = (nth: number): string => `call_${at}_${nth}`;
    const call = ({ tool, command }: Result, nth: number): unknown => ({
      ...{ id: id(nth), type: 'function', function: { name: tool, arguments: JSON.stringify({ command }) } },
    });
    messages.push({ role: 'assistant', content: say, tool_calls: results.map(call) });
    results.forEach(({ output, form }, nth) => {
      const content = form === 'list' ? [{ type: 'text', text: output }] : output;
      messages.push({ role: 'tool', tool_call_id: id(nth), content });
      if (form === 'image') messages.push({ role: 'user', content: [image] });
    });
    if (asks !== '') messages.push({ role: 'user', content: text(asks) });
  });
  return { model, messages, tools: [], stream: true };
}

function responses({ model, question, rounds }: Talk, { textsAsBlocks }: Spelling): unknown {
  const text = (value: string): unknown => (textsAsBlocks ? [{ type: 'input_text', text: value }] : value);
  const input: unknown[] = [{ type: 'message', role: 'user', content: text(question) }];
  rounds.forEach(({ say, thinks, results, asks }, at) => {
    const id = (nth: number): string => `call_${at}_${nth}`;
    if (thinks) input.push({ type: 'reasoning', summary: [], encrypted_content: say });
    input.push({ type: 'web_search_call', id: `ws_${at}`, status: 'completed', action: { query: say } });
    results.forEach(({ tool, command, form }, nth) => {
      if (form === 'custom') input.push({ type: 'custom_tool_call', call_id: id(nth), name: tool, input: command });
      else if (form === 'image')
        input.push({
          type: 'local_shell_call',
          call_id: id(nth),
          action: { type: 'exec', command: ['sh', '-c', command] },
        });
      else
        input.push({
          type: 'function_call',
          call_id: id(nth),
          name: tool,
          arguments: JSON.stringify({ cmd: command }),
        });
    });
    results.forEach(({ output, form }, nth) => {
      const type =
        form === 'custom'
          ? 'custom_tool_call_output'
          : form === 'image'
            ? 'local_shell_call_output'
            : 'function_call_output';
      const image = { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}` };
      input.push({
        type,
        call_id: id(nth),
        output: form === 'list' ? [image, { type: 'input_text', text: output }] : output,
      });
    });
    if (asks !== '') input.push({ type: 'message', role: 'user', content: text(asks) });
  });
  return { model, instructions: SYSTEM, input, stream: true };
}

function gemini({ question, rounds }: Talk): unknown {
  const contents: unknown[] = [{ role: 'user', parts: [{ text: question }] }];
  rounds.forEach(({ say, thinks, results, asks }, at) => {
    const id = (nth: number): string => `call_${at}_${nth}`;
    const calls = results.map(({ tool, command }, nth) => ({
      functionCall: { id: id(nth), name: tool, args: { command } },
      ...(thinks && { thoughtSignature: 'c2ln' }),
    }));
    contents.push({ role: 'model', parts: [{ text: say }, ...calls] });
    const parts = results.map(({ tool, output, form }, nth) => ({
      functionResponse: { id: id(nth), name: tool, response: geminiResponse(output, form) },
    }));
    const image = results.some(({ form }) => form === 'image')
      ? [{ inlineData: { mimeType: 'image/png', data: PIXEL } }]
      : [];
    contents.push({ role: 'user', parts: [...parts, ...image, ...(asks === '' ? [] : [{ text: asks }])] });
  });
  return { contents, systemInstruction: { parts: [{ text: SYSTEM }] }, tools: [], generationConfig: {} };
}

function geminiResponse(output: string, form: Result['form']): Part {
  if (form === 'error') return { error: output };
  if (form === 'list') return { content: [{ type: 'text', text: output }] };
  if (form !== 'custom') return { output };
  const head = '<untrusted_context source="shell">\nOutput: ';
  return { output: `${head}${output}\nExit Code: 0\nProcess Group PGID: 77\n</untrusted_context>` };
}
