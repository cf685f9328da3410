export type ProsePart =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** `code`, or [a link](#/page) to a page of ours. */
const MARKED = /`([^`]+)`|\[([^[\]]+)\]\((#\/[\w/?=&-]*)\)/g;

/** A sentence in its parts; what is not marked stays as it is. */
export function readProse(sentence: string): readonly ProsePart[] {
  const parts: ProsePart[] = [];
  let from = 0;
  for (const found of sentence.matchAll(MARKED)) {
    const [whole, code, text = '', href = ''] = found;
    if (found.index > from) parts.push({ kind: 'text', text: sentence.slice(from, found.index) });
    parts.push(code === undefined ? { kind: 'link', text, href } : { kind: 'code', text: code });
    from = found.index + whole.length;
  }
  if (from < sentence.length) parts.push({ kind: 'text', text: sentence.slice(from) });
  return parts;
}
