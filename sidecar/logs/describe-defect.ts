import { AppError } from '../contract/errors.ts';

/** A message is a sentence; what is longer carries somebody's text. */
const MOST_CHARACTERS = 200;
const MOST_FRAMES = 12;

/**
 * What may be written down of something that was thrown. Messages of engines and libraries quote what they were given (the
 * beginning of a body that is no JSON), so what stands in quotes goes; of the stack only the places stay.
 */
export function describeDefect(error: unknown): { readonly text: string; readonly detail: string | null } {
  if (error instanceof AppError) return { text: `${error.code}: ${error.message}`, detail: null };
  if (!(error instanceof Error))
    return { text: `Something that is no error was thrown (${typeof error})`, detail: null };
  const { code } = error as NodeJS.ErrnoException;
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const detail = frames
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim())
    .join('\n');
  return { text: `${name}: ${takeQuotesOut(error.message)}`, detail: detail === '' ? null : detail };
}

function takeQuotesOut(message: string): string {
  const [sentence = ''] = message.split('\n');
  // From the first quote of a kind to its last: a text that is quoted may hold quotes.
  return sentence.replace(/".*"/g, '"…"').replace(/`.*`/g, '`…`').replace(/'.*'/g, "'…'").slice(0, MOST_CHARACTERS);
}
