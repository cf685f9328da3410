/** An element of an XML document that holds either elements or text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Without the white space around it, entities decoded. */
  readonly text: string;
}

const token = /<\?[^>]*\?>|<!DOCTYPE [^>]*>|<(\/?)([A-Za-z][\w.-]*)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document as strictly as a parser without a DTD must: tags match, every entity is known, one root.
 * @throws Error with the place of what is not well-formed
 */
export function readXml(text: string): Element {
  const roots: Element[] = [];
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [];
  for (token.lastIndex = 0; token.lastIndex < text.length; ) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) throw new Error(`not well-formed at ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, slash, name, attributes = '', isEmpty, data] = found;
    if (data !== undefined) addText(open.at(-1), data);
    if (name === undefined) continue;
    if (slash === '') open.push({ name, attributes: readAttributes(attributes), children: [], text: '' });
    if (slash === '' && isEmpty === '') continue;
    const closed = open.pop();
    if (closed?.name !== name) throw new Error(`</${name}> closes ${closed?.name}`);
    (open.at(-1)?.children ?? roots).push({ ...closed, text: closed.text.trim() });
  }
  if (roots.length !== 1 || open.length > 0) throw new Error(`${roots.length} roots, ${open.length} left open`);
  return roots[0]!;
}

function addText(element: { text: string } | undefined, data: string): void {
  if (element === undefined && data.trim() !== '') throw new Error('text outside of the root');
  if (element !== undefined) element.text += decode(data);
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value!)]),
  );
}

function decode(text: string): string {
  return text.replaceAll(/&(\w*)(;?)/g, (whole, name: string, end: string) => {
    const meant = end === ';' ? entities[name] : undefined;
    if (meant === undefined) throw new Error(`unknown entity ${whole}`);
    return meant;
  });
}
