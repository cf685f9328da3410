/**
 * The newest text that the user typed, from the end of a Claude Code transcript (JSON lines): what the engine must keep
 * because it was asked for. '' when there is none in this part of it.
 */
export function findLastQuestion(tail: string): string {
  const lines = tail.split('\n');
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (!line.includes('"type":"user"')) continue;
    const question = readQuestion(line);
    if (question !== '') return question;
  }
  return '';
}

function readQuestion(line: string): string {
  try {
    const { type, isMeta, message } = JSON.parse(line) as {
      readonly type?: unknown;
      readonly isMeta?: unknown;
      readonly message?: { readonly content?: unknown };
    };
    if (type !== 'user' || isMeta === true) return '';
    const { content } = message ?? {};
    if (typeof content === 'string') return content;
    if (!Array.isArray(content)) return '';
    return content
      .flatMap((block: { readonly type?: unknown; readonly text?: unknown }) =>
        block?.type === 'text' && typeof block.text === 'string' ? [block.text] : [],
      )
      .join('\n');
  } catch {
    return ''; // the first line of a tail is cut, the last may still be written: neither is a question
  }
}
