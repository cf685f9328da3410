import type { DialectId } from '../../sidecar/dialects/index.ts';
import type { Hint } from '../../sidecar/engine/types.ts';

/** A request of one dialect, and its results in the order of the prompt. */
interface Shape {
  /** A request that holds texts as results of tool calls, each as it is or, for `isWrapped`, in the client's other way: a list of one part, or a frame. */
  make(texts: readonly string[], hint: Hint, isWrapped: boolean): unknown;
  /** The members that hold a text of a result, each by the object and its key. */
  results(request: unknown): readonly (readonly [Record<string, unknown>, string])[];
}

type Item = Record<string, unknown>;
const wrap = (text: string, type: string, isWrapped: boolean): unknown => (isWrapped ? [{ type, text }] : text);
/** The member that holds a text: that of the result itself, or of the first part of its list. */
const holderOf = (result: Item, key: string): readonly [Item, string] =>
  Array.isArray(result[key]) ? [(result[key] as Item[])[0]!, 'text'] : [result, key];
const itemsOf = (request: unknown, name: string): Item[] => (request as Record<string, Item[]>)[name] ?? [];
const toolOf = ({ tool }: Hint): string => (tool === '' ? 'Bash' : tool);
const asked = ({ question }: Hint): string => (question === '' ? 'go on' : question);

/** One per dialect, or it fails here. */
export const shapes = {
  anthropic: {
    make: (texts, hint, isWrapped) => ({
      model: 'm',
      messages: [
        { role: 'user', content: asked(hint) },
        ...texts.flatMap((content, i) => [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: content.slice(0, 50), signature: 'c2ln' },
              { type: 'tool_use', id: `t${i}`, name: toolOf(hint), input: { command: hint.command } },
            ],
          },
          {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: `t${i}`, content: wrap(content, 'text', isWrapped) }],
          },
        ]),
      ],
    }),
    results: (request) =>
      itemsOf(request, 'messages')
        .flatMap(({ content }) => (Array.isArray(content) ? (content as Item[]) : []))
        .flatMap((part) => (part.type === 'tool_result' ? [holderOf(part, 'content')] : [])),
  },
  'openai-chat': {
    make: (texts, hint, isWrapped) => ({
      model: 'm',
      messages: [
        { role: 'user', content: asked(hint) },
        ...texts.flatMap((content, i) => {
          const call = { name: toolOf(hint), arguments: JSON.stringify({ command: hint.command }) };
          return [
            { role: 'assistant', content: '', tool_calls: [{ id: `t${i}`, type: 'function', function: call }] },
            { role: 'tool', tool_call_id: `t${i}`, content: wrap(content, 'text', isWrapped) },
          ];
        }),
      ],
    }),
    results: (request) =>
      itemsOf(request, 'messages').flatMap((one) => (one.role === 'tool' ? [holderOf(one, 'content')] : [])),
  },
  'openai-responses': {
    make: (texts, hint, isWrapped) => ({
      model: 'm',
      input: [
        { type: 'message', role: 'user', content: asked(hint) },
        ...texts.flatMap((output, i) => [
          {
            type: 'function_call',
            call_id: `t${i}`,
            name: toolOf(hint),
            arguments: JSON.stringify({ cmd: hint.command }),
          },
          { type: 'function_call_output', call_id: `t${i}`, output: wrap(output, 'input_text', isWrapped) },
        ]),
      ],
    }),
    results: (request) =>
      itemsOf(request, 'input').flatMap((one) =>
        one.type === 'function_call_output' ? [holderOf(one, 'output')] : [],
      ),
  },
  gemini: {
    make: (texts, hint, isWrapped) => ({
      contents: [
        { role: 'user', parts: [{ text: asked(hint) }] },
        ...texts.flatMap((output, i) => [
          {
            role: 'model',
            parts: [{ functionCall: { id: `t${i}`, name: toolOf(hint), args: { command: hint.command } } }],
          },
          {
            role: 'user',
            parts: [
              {
                functionResponse: {
                  id: `t${i}`,
                  name: toolOf(hint),
                  response: {
                    output: isWrapped ? `<untrusted_context>\nOutput: ${output}\n</untrusted_context>` : output,
                  },
                },
              },
            ],
          },
        ]),
      ],
    }),
    results: (request) =>
      itemsOf(request, 'contents')
        .flatMap(({ parts }) => parts as Item[])
        .flatMap(({ functionResponse }) => {
          const response = (functionResponse as { response?: Item } | undefined)?.response;
          return response === undefined ? [] : [[response, 'output'] as const];
        }),
  },
} as const satisfies Record<DialectId, Shape>;
