/**
 * Golden cases of compressors: test/cases/compressors/<id>/<name>.case
 *
 *     # question: which request failed?      optional head; keys: question, command, tool, path, lossless (yes)
 *     the input, byte for byte, without its last line break (an empty line before the dashes stands for one)
 *     -----
 *     the expected text; for a lossy result followed by a last line "----- 12 of 40 lines";
 *     "(untouched)" when the compressor says that there is nothing to gain
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerms, type Tokens } from '../../sidecar/engine/index.ts';
import type { Compressor, Goal, Hint } from '../../sidecar/engine/types.ts';

export const CASES_DIR = 'test/cases/compressors';

const SEPARATOR = '-----';
const UNTOUCHED = '(untouched)';
const KEYS = ['question', 'command', 'tool', 'path', 'lossless'] as const;

export interface Case {
  /** The lines before the input as they stand in the file, line breaks included. */
  readonly head: string;
  readonly input: string;
  readonly expected: string;
  readonly hint: Hint;
  readonly lossless: boolean;
}

/** @throws Error when the text has no line of five dashes, or more than one. */
export function parseCase(text: string): Case {
  const [, head = '', body = ''] = /^((?:# [a-z]+: .*\n)*)([\s\S]*)$/.exec(text) ?? [];
  const values = parseHead(head);
  const parts = `\n${body}`.split(`\n${SEPARATOR}\n`);
  if (parts.length !== 2) throw new Error(`a case has one line of five dashes, this one has ${parts.length - 1}`);
  const { question = '', command = '', tool = '', path = '' } = values;
  return {
    head,
    input: (parts[0] ?? '').slice(1),
    expected: (parts[1] ?? '').replace(/\n$/, ''),
    hint: { question, command, tool, path, terms: findTerms(question, command, path) },
    lossless: values.lossless === 'yes',
  };
}

function parseHead(head: string): Partial<Record<(typeof KEYS)[number], string>> {
  const values: Partial<Record<(typeof KEYS)[number], string>> = {};
  for (const line of head.split('\n').slice(0, -1)) {
    const [, name = '', value = ''] = /^# ([a-z]+): (.*)$/.exec(line) ?? [];
    const key = KEYS.find((candidate) => candidate === name);
    if (key === undefined) throw new Error(`"${line}": the keys of a case are ${KEYS.join(', ')}`);
    values[key] = value;
  }
  return values;
}

export function formatCase({ head, input }: Case, result: string): string {
  return `${head}${input}\n${SEPARATOR}\n${result}\n`;
}

/** What the compressor makes of a case, in the case's notation. */
export function runCase(
  compressor: Compressor,
  { input, hint, lossless }: Case,
  tokens: Pick<Tokens, 'count' | 'estimate'>,
): string {
  const goal: Goal = { lossless, count: (text) => tokens.count(text), estimate: (text) => tokens.estimate(text) };
  const result = compressor.compress(input, hint, goal);
  if (result === null) return UNTOUCHED;
  if (result.lossy === undefined) return result.text;
  const { shown, total, unit } = result.lossy;
  return `${result.text}\n${SEPARATOR} ${shown} of ${total} ${unit}`;
}

export interface CaseFile {
  readonly compressor: string;
  readonly path: string;
}

/** All case files, sorted. @param root the project's directory */
export function listCases(root: string): CaseFile[] {
  const directory = join(root, CASES_DIR);
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(directory, name))
        .filter((file) => file.endsWith('.case'))
        .map((file) => ({ compressor: name, path: join(directory, name, file) })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function readCase({ path }: CaseFile): Case {
  try {
    return parseCase(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
