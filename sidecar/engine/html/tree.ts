import { Parser } from 'htmlparser2';

/** One element of a page. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | null;
  readonly children: (Element | string)[];
  /** True when the page itself says that no reader sees it (hidden, display:none, noscript). */
  readonly isHidden: boolean;
}

/** A page as it was read. */
export interface Page {
  readonly root: Element;
  /** Text of the title element, white space collapsed; '' when there is none. */
  readonly title: string;
  /** The article's text as the page's own structured data (schema.org JSON-LD) spells it; '' when it has none. */
  readonly declaredBody: string;
}

/** Deeper pages are hostile: the parser's stack costs time, walking them the call stack. */
const DEEPEST = 1000;
/** More elements than any page that a person reads; bounds the memory at about 150 MB. */
const MOST_ELEMENTS = 250_000;
/** The parser is fed in slices, so that a page found hostile costs no more than one slice. */
const SLICE_CHARS = 16_384;
/** Structured data beyond this size is a catalogue, not an article. */
const LONGEST_DATA = 1_000_000;

/** Elements whose content no reader ever sees as text. */
const UNSEEN = new Set(
  (
    'script style svg math iframe object embed canvas template audio video map select datalist textarea title ' +
    'noembed noframes frameset progress meter applet'
  ).split(' '),
);
/** Inside these a button is a heading that unfolds what it heads. */
const HEADS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'summary', 'legend']);
const HIDING_STYLE = /(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden)/i;

/** Reads a page; null when it is deeper or larger than any honest one. Never executes or fetches anything. */
export function parsePage(html: string): Page | null {
  const reader = new Reader();
  const parser = new Parser(reader);
  for (let at = 0; at < html.length; at += SLICE_CHARS) {
    parser.write(html.slice(at, at + SLICE_CHARS));
    if (reader.isHostile) return null;
  }
  parser.end();
  return { root: reader.root, title: reader.title.replace(/\s+/g, ' ').trim(), declaredBody: reader.declaredBody };
}

/** Builds the tree from the parser's events. */
class Reader {
  readonly root: Element = { tag: 'body', attributes: {}, parent: null, children: [], isHidden: false };
  title = '';
  declaredBody = '';
  isHostile = false;
  private open = this.root;
  private depth = 0;
  private elements = 0;
  /** How many elements are open inside the outermost unseen one, itself included. */
  private unseen = 0;
  private capture: 'title' | 'data' | null = null;
  private data: string[] = [];

  onopentag(tag: string, attributes: Record<string, string>): void {
    if (++this.depth > DEEPEST || ++this.elements > MOST_ELEMENTS) this.isHostile = true;
    if (this.isHostile) return;
    if (this.unseen > 0) {
      this.unseen++;
      return;
    }
    if (UNSEEN.has(tag) || (tag === 'button' && !this.isInHead())) {
      this.unseen = 1;
      this.data = [];
      if (tag === 'title' && this.title === '') this.capture = 'title';
      else if (tag === 'script' && attributes.type === 'application/ld+json') this.capture = 'data';
      return;
    }
    const isHidden =
      tag === 'noscript' ||
      attributes.hidden !== undefined ||
      attributes['aria-hidden'] === 'true' ||
      HIDING_STYLE.test(attributes.style ?? '');
    const element: Element = { tag, attributes, parent: this.open, children: [], isHidden };
    this.open.children.push(element);
    this.open = element;
  }

  onclosetag(): void {
    this.depth--;
    if (this.isHostile) return;
    if (this.unseen > 0) {
      if (--this.unseen === 0) this.endCapture();
      return;
    }
    this.open = this.open.parent ?? this.root;
  }

  ontext(text: string): void {
    if (this.isHostile) return;
    if (this.unseen > 0) {
      if (this.capture !== null) this.data.push(text);
      return;
    }
    const { children } = this.open;
    const last = children.length - 1;
    if (typeof children[last] === 'string') children[last] += text;
    else children.push(text);
  }

  private isInHead(): boolean {
    for (let one: Element | null = this.open, up = 0; one !== null && up < 4; one = one.parent, up++) {
      if (HEADS.has(one.tag)) return true;
    }
    return false;
  }

  private endCapture(): void {
    const text = this.data.join('');
    if (this.capture === 'title') this.title = text;
    else if (this.capture === 'data' && this.declaredBody === '') this.declaredBody = findBody(text);
    this.capture = null;
    this.data = [];
  }
}

/** The longest articleBody anywhere in a JSON-LD text. */
function findBody(text: string): string {
  if (text.length > LONGEST_DATA || !text.includes('"articleBody"')) return '';
  let longest = '';
  for (const match of text.matchAll(/"articleBody"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.)*)"/gs)) {
    const raw = match[1] ?? '';
    if (raw.length > longest.length) longest = raw;
  }
  return longest.replace(/\\u([0-9a-fA-F]{4})|\\(.)/gs, (_, hex: string | undefined, sign: string) =>
    hex === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: ' ', b: ' ', f: ' ' };
