import type { DemoTool } from './types.ts';

/** What every request of the session begins with: the part of a prompt that a provider caches best. */
export const systemPrompt = `You are the coding agent of the parcel-desk team. You work in a checkout of one repository on the developer's own computer and you change files only through the tools you are given.

How to work
- Read before you write. Name the file and the line on which a conclusion rests.
- Make the smallest change that removes the cause. Do not repair what nobody asked about; mention it at the end instead.
- Run the tests that cover a change, then the whole suite, then the build. A task is done when all three have been seen to succeed.
- Never weaken a test to make it pass. When a test is wrong, say why, with the sentence of the specification that it contradicts.
- Keep the public names of modules. When one must change, change every place that uses it in the same step.
- Commands that delete, publish, push or talk to production are out of bounds. The staging API may be read.

About the repository
- TypeScript, strict, run directly by Node. Sources are under src/<area>/, their tests under test/<area>/ with the same name.
- Areas: pricing, booking, labels, tracking, carriers, invoices, customs, returns. An area may import its neighbours only through their index.
- Money is an integer number of cents, weights are grams, lengths are millimetres. The unit is part of the name.
- Tariffs are data (config/tariffs.json). A tariff is chosen by the date of the booking, never by today's date.
- A shipment has one carrier and one or more parcels. A price is the base price of each parcel, plus the surcharges of each parcel, less the discount of the contract, rounded once at the end.
- Every state change writes one audit entry. Code that catches an error either translates it or lets it pass.

How to answer
- Before a tool call, one sentence on what you expect to learn from it.
- At the end: the cause, the change, what was run and what came out. No headings, no lists longer than five lines.`;

const text = (description: string): Readonly<Record<string, unknown>> => ({ type: 'string', description });

function makeTool(
  name: string,
  description: string,
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[],
): DemoTool {
  return { name, description, input_schema: { type: 'object', properties, required, additionalProperties: false } };
}

export const tools: readonly DemoTool[] = [
  makeTool(
    'Bash',
    'Runs one command line in a shell in the root of the checkout and returns what it printed to both streams, in order. The shell has no terminal, so programs that ask questions must be told not to. Commands may take up to ten minutes. Prefer Grep and Read over printing files with shell commands.',
    {
      command: text('The command line.'),
      timeout_ms: { type: 'number', description: 'When to give up, in milliseconds.' },
    },
    ['command'],
  ),
  makeTool(
    'Read',
    'Returns a text file of the checkout, each line with its number and a tab in front. Without a range the whole file is returned. Read a file before you edit it, and again after somebody else may have changed it.',
    {
      file_path: text('Path from the root of the checkout.'),
      from_line: { type: 'number' },
      to_line: { type: 'number' },
    },
    ['file_path'],
  ),
  makeTool(
    'Edit',
    'Replaces one piece of text in a file. The old text must be found exactly once, including its white space; take more of the surrounding lines when it is not unique. Line numbers and the tab behind them are not part of the file.',
    {
      file_path: text('Path from the root of the checkout.'),
      old_string: text('What to replace.'),
      new_string: text('What to put there.'),
    },
    ['file_path', 'old_string', 'new_string'],
  ),
  makeTool(
    'Write',
    'Creates a file, or replaces the whole content of one that was read before. Use Edit for anything smaller than a rewrite.',
    {
      file_path: text('Path from the root of the checkout.'),
      content: text('The whole content, ending in a newline.'),
    },
    ['file_path', 'content'],
  ),
  makeTool(
    'Grep',
    'Searches the files of the checkout for a regular expression and returns one hit per line as path, line number and text. Folders that the repository ignores are left out. Narrow the search by path or by file ending when a word is common.',
    {
      pattern: text('Regular expression.'),
      path: text('Folder or file to search.'),
      ending: text('Only files with this ending.'),
    },
    ['pattern'],
  ),
  makeTool(
    'Glob',
    'Lists the files whose path matches a pattern with * and **, newest first.',
    { pattern: text('For example src/**/*.ts.') },
    ['pattern'],
  ),
  makeTool(
    'Ask',
    'Puts one question to the developer and waits for the answer. Use it when two readings of the task lead to different changes, not to ask for permission to go on.',
    { question: text('One sentence, with the choices in it.') },
    ['question'],
  ),
];
