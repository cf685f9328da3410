import { countLinked, INLINE_CODE, Inline, type Link } from './inline.ts';
import { formatTable } from './table.ts';
import type { Element, Page } from './tree.ts';

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
const LONGEST_ALT = 120;
const PREFORMATTED = new Set(['pre', 'listing', 'xmp', 'plaintext']);

/** @param options.seeHidden true to lay out also what the page hides. */
export function layOut(page: Page, options: { readonly seeHidden: boolean }): Layout {
  const composer = new Composer(options.seeHidden);
  composer.walk(page.root);
  return composer;
}

class Composer implements Layout {
  readonly blocks: Block[] = [];
  readonly spans = new Map<Element, { first: number; end: number }>();
  private readonly seeHidden: boolean;
  private readonly run = new Inline();
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
    else if (tag === 'img') this.nameLink(element);
    else if (BLOCK_TAGS.has(tag)) this.walkBlock(element);
    else this.walkInline(element);
  }

  private walkInline(element: Element): void {
    const { href } = element.attributes;
    if (href?.startsWith('#') && isAnchorSign(element)) return;
    const isLink = element.tag === 'a' && href !== undefined && !this.run.isInLink;
    if (isLink) this.run.openLink(href);
    if (INLINE_CODE.has(element.tag) && !element.children.some(isBlock)) {
      const at = this.run.openCode();
      this.walkChildren(element);
      this.run.closeCode(at);
    } else this.walkChildren(element);
    if (isLink) this.run.closeLink();
  }

  /** The words of an image count only where a link has no other name: everywhere, they repeat captions. */
  private nameLink({ attributes: { alt = '' } }: Element): void {
    if (this.run.isInLink && alt.length <= LONGEST_ALT) this.run.append(` ${alt} `);
  }

  private walkChildren(element: Element): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.run.append(child);
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
      if (typeof child === 'string') this.run.append(child);
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
    for (const child of element.children) if (typeof child !== 'string' && child.tag === 'caption') this.walk(child);
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

  /** One line break stays, two end the paragraph: old pages know no other paragraphs. */
  private breakLine(element: Element): void {
    if (this.run.isBroken) this.flush(element.parent ?? element);
    else this.run.breakLine();
  }

  private flush(owner: Element): void {
    const { text, links } = this.run.take();
    if (text === '' || text === '`') return;
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

function isBlock(child: Element | string): boolean {
  return typeof child !== 'string' && BLOCK_TAGS.has(child.tag);
}

/** The sign beside a heading that gives its address. */
function isAnchorSign({ children }: Element): boolean {
  return children.length === 1 && typeof children[0] === 'string' && /^[§¶#🔗\s]{0,4}$/u.test(children[0]);
}

function collectRaw(element: Element, parts: string[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') parts.push(child);
    else if (child.tag === 'br') parts.push('\n');
    else collectRaw(child, parts);
  }
}
