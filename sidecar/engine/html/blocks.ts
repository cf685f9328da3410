import { formatTable } from './table.ts';
import type { Element, Page } from './tree.ts';

/** A link inside a block's text. */
export interface Link {
  readonly at: number;
  readonly end: number;
  readonly href: string;
}

/** A paragraph, heading, list item, table or listing: the smallest unit that is kept or left out. */
export interface Block {
  readonly kind: 'text' | 'heading' | 'item' | 'table' | 'code';
  /** Readable text; code byte for byte, everything else with single spaces. */
  readonly text: string;
  /** Depth of a heading (1–6) or of a list (from 1); otherwise 0. */
  readonly level: number;
  /** The mark of a list item ("- ", "3. "), '' for its later paragraphs. */
  readonly mark: string;
  readonly quoteDepth: number;
  readonly links: readonly Link[];
  /** Characters inside links. */
  readonly linkChars: number;
  /** The innermost block-level element around it. */
  readonly owner: Element;
}

/** The blocks of an element: a range of {@link Layout.blocks}. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A page as a list of blocks in reading order. */
export interface Layout {
  readonly blocks: readonly Block[];
  /** Block-level elements in document order, each with the blocks below it. */
  readonly spans: ReadonlyMap<Element, Span>;
}

const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td ' +
    'tfoot th thead tr ul listing xmp plaintext'
  ).split(' '),
);
const PREFORMATTED = new Set(['pre', 'listing', 'xmp', 'plaintext']);

/** @param options.seeHidden true to lay out also what the page hides. */
export function layOut(page: Page, options: { readonly seeHidden: boolean }): Layout {
  const composer = new Composer(options.seeHidden);
  composer.walk(page.root);
  return composer;
}

/** Whether a tag starts a block of its own. */
export function isBlockTag(tag: string): boolean {
  return BLOCK_TAGS.has(tag);
}

class Composer implements Layout {
  readonly blocks: Block[] = [];
  readonly spans = new Map<Element, { first: number; end: number }>();
  private readonly seeHidden: boolean;
  private parts: string[] = [];
  /** Characters in parts. */
  private length = 0;
  /** White space that is written only when more text follows. */
  private pending = '';
  private links: Link[] = [];
  private linkStart = -1;
  private href = '';
  private listDepth = 0;
  private quoteDepth = 0;
  private heading = 0;
  private mark = '';

  constructor(seeHidden: boolean) {
    this.seeHidden = seeHidden;
  }

  walk(element: Element): void {
    if (element.isHidden && !this.seeHidden) return;
    const { tag } = element;
    if (tag === 'br') this.breakLine(element);
    else if (BLOCK_TAGS.has(tag)) this.walkBlock(element);
    else this.walkInline(element);
  }

  private walkInline(element: Element): void {
    const { href } = element.attributes;
    if (href?.startsWith('#') && isAnchorSign(element)) return;
    const isLink = element.tag === 'a' && href !== undefined && this.linkStart < 0;
    const isCode = INLINE_CODE.has(element.tag);
    if (isLink) {
      this.linkStart = this.here();
      this.href = href;
    }
    const codeAt = this.here();
    if (isCode) this.write('`');
    this.walkChildren(element);
    if (isCode) this.closeCode(codeAt);
    if (!isLink) return;
    this.endLink();
    this.linkStart = -1;
  }

  private walkChildren(element: Element): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.append(child);
      else this.walk(child);
    }
  }

  private walkBlock(element: Element): void {
    this.flush(element.parent ?? element);
    const span = { first: this.blocks.length, end: 0 };
    this.spans.set(element, span);
    const { tag } = element;
    if (PREFORMATTED.has(tag)) this.addCode(element);
    else if (tag === 'table') this.walkTable(element);
    else if (tag === 'ul' || tag === 'ol' || tag === 'menu' || tag === 'dir') this.walkList(element);
    else if (tag === 'blockquote') this.walkQuote(element);
    else if (/^h[1-6]$/.test(tag)) this.walkHeading(element);
    else this.walkChildren(element);
    this.flush(element);
    span.end = this.blocks.length;
  }

  private walkHeading(element: Element): void {
    const outer = this.heading;
    this.heading = Number(element.tag[1]);
    this.walkChildren(element);
    this.flush(element);
    this.heading = outer;
  }

  private walkQuote(element: Element): void {
    this.quoteDepth++;
    this.walkChildren(element);
    this.flush(element);
    this.quoteDepth--;
  }

  private walkList(element: Element): void {
    let number = Number.parseInt(element.attributes.start ?? '1', 10);
    if (!Number.isSafeInteger(number)) number = 1;
    this.listDepth++;
    for (const child of element.children) {
      if (typeof child === 'string') this.append(child);
      else {
        this.flush(element);
        if (child.tag === 'li') this.mark = element.tag === 'ol' ? `${number++}. ` : '- ';
        this.walk(child);
        this.flush(element);
        this.mark = '';
      }
    }
    this.flush(element);
    this.listDepth--;
  }

  private walkTable(element: Element): void {
    const table = formatTable(element, this.seeHidden);
    if (table === null) {
      this.walkChildren(element);
      return;
    }
    this.blocks.push({
      kind: 'table',
      text: table.text,
      level: 0,
      mark: '',
      quoteDepth: this.quoteDepth,
      links: table.links,
      linkChars: countLinked(table.links),
      owner: element,
    });
  }

  private addCode(element: Element): void {
    const parts: string[] = [];
    collectRaw(element, parts);
    const text = parts
      .join('')
      .replace(/^\r?\n/, '')
      .trimEnd();
    if (text === '') return;
    this.blocks.push({
      kind: 'code',
      text,
      level: 0,
      mark: '',
      quoteDepth: this.quoteDepth,
      links: [],
      linkChars: 0,
      owner: element,
    });
  }

  private append(raw: string): void {
    const text = raw.replace(BLANKS, ' ');
    const core = text.trim();
    if (core === '') {
      if (text !== '') this.pending ||= ' ';
      return;
    }
    if (text[0] === ' ') this.pending ||= ' ';
    this.write(core);
    if (text.endsWith(' ')) this.pending = ' ';
  }

  private write(text: string): void {
    if (this.length > 0 && this.pending !== '') this.push(this.pending);
    this.pending = '';
    this.push(text);
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }

  /** Where the next character will stand. */
  private here(): number {
    return this.length > 0 && this.pending !== '' ? this.length + 1 : this.length;
  }

  /** Code without content leaves no pair of ticks behind. */
  private closeCode(at: number): void {
    if (this.length > at + 1) this.push('`');
    else if (this.length === at + 1) {
      this.parts.pop();
      this.length--;
    }
  }

  /** One line break stays, two end the paragraph: old pages know no other paragraphs. */
  private breakLine(element: Element): void {
    if (this.pending === '\n') this.flush(element.parent ?? element);
    else if (this.length > 0) this.pending = '\n';
  }

  private endLink(): void {
    if (this.length > this.linkStart) this.links.push({ at: this.linkStart, end: this.length, href: this.href });
  }

  private flush(owner: Element): void {
    if (this.linkStart >= 0) {
      this.endLink();
      this.linkStart = 0;
    }
    const text = this.parts.join('').trimEnd();
    const { links } = this;
    this.parts = [];
    this.length = 0;
    this.pending = '';
    this.links = [];
    if (text === '') return;
    const kind = this.heading > 0 ? 'heading' : this.listDepth > 0 ? 'item' : 'text';
    this.blocks.push({
      kind,
      text,
      level: this.heading > 0 ? this.heading : this.listDepth,
      mark: this.mark,
      quoteDepth: this.quoteDepth,
      links,
      linkChars: countLinked(links),
      owner,
    });
    this.mark = '';
  }
}

const BLANKS = /[\s\u200b\ufeff]+/g;
const INLINE_CODE = new Set(['code', 'kbd', 'samp', 'tt']);

/** The sign beside a heading that gives its address. */
function isAnchorSign({ children }: Element): boolean {
  return children.length === 1 && typeof children[0] === 'string' && /^[§¶#🔗\s]{0,4}$/u.test(children[0]);
}

function countLinked(links: readonly Link[]): number {
  let sum = 0;
  for (const { at, end } of links) sum += end - at;
  return sum;
}

function collectRaw(element: Element, parts: string[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') parts.push(child);
    else if (child.tag === 'br') parts.push('\n');
    else collectRaw(child, parts);
  }
}
