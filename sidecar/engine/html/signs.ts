import type { Element } from './tree.ts';

/** Elements that by their own meaning hold no content. */
const JUNK_TAGS = new Set(['nav', 'footer', 'dialog', 'menu', 'search']);
const JUNK_ROLES = new Set([
  'navigation',
  'banner',
  'complementary',
  'contentinfo',
  'dialog',
  'alertdialog',
  'menu',
  'menubar',
  'search',
  'toolbar',
  'tooltip',
]);

/** Whole words of class names and ids. */
const JUNK_WORDS = new Set(
  (
    'ad ads adv advert adverts advertisement advertising adunit adslot adbox nav navbar navigation menu submenu topbar toolbar ' +
    'share sharing sharebar shares social socials follow tags tagged taglist breadcrumb breadcrumbs crumbs comment comments ' +
    'disqus cookie cookies consent gdpr newsletter newsletters signup subscribe subscription paywall popup modal overlay lightbox ' +
    'sidebar aside related recommended recommendations recommendation recirc recirculation promo promos promotion promoted ' +
    'sponsor sponsored sponsors outbrain taboola zergnet revcontent trending popular mostread masthead footer foot pagination ' +
    'pager paging byline author authors dateline pubdate caption captions credit credits copyright disclaimer ' +
    'skip skiplink printonly banner teaser teasers rail slideshow carousel readmore morenews morefrom ' +
    'login signin register donate donation'
  ).split(' '),
);
/** Parts of class names and ids that are written without a border between words. */
const JUNK_PARTS =
  /print-?(?:only|header|block|footer)|relatedp|related-?(?:art|cont|stor|link|news|topic|item|box|widget)|newsletter|sidebar|breadcrumb|subscri|comments?(?:-|_)?(?:list|area|section|wrap|form|thread|count)|disqus|outbrain|taboola|zergnet|sponsor|advert|social-?(?:share|link|media|bar|icon)|share-?(?:bar|button|tool|link|icon|this)|addthis|sharethis|cookie|mostpopular|most-popular|trending|pullquote-share|fb-like|twitter-share|jp-relatedposts|post-?meta|entry-?meta|article-?meta|author-?(?:bio|box|info|card)|about-?author|read-?(?:more|next|also)|also-?(?:read|like)|you-?may|more-?(?:stories|from|on|news|articles)|recommend/i;

/** Names that say "here is the content"; they outweigh a junk word on the same element. */
const CONTENT_PARTS =
  /article-?(?:body|text|content)|story-?(?:body|text|content)|entry-?content|post-?(?:body|content|text)|main-?content|body-?(?:copy|text)/i;

const SURE_WORDS = new Set(
  (
    'nav navbar navigation menu submenu footer sidebar breadcrumb breadcrumbs cookie cookies consent gdpr comments disqus newsletter ' +
    'copyright related outbrain taboola advertisement pagination'
  ).split(' '),
);
/** Names that say what a thing has or which list it belongs to, not what it is. */
const STATES = /(?:^|\s)(?:has|no|not|with|without|is|js|tag|category|page|post|single|type|status|format)-\S*/gi;

/** Their ids are made from their words, as addresses of a part of the text. */
const SLUGGED = new Set([
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'section',
  'dt',
  'dd',
  'p',
  'tr',
  'li',
  'article',
  'details',
]);
const LONGEST_NAMES = 400;

/** Reads class names and ids; remembers what it saw, because pages repeat them. */
export class Signs {
  private readonly seen = new Map<string, number>();
  private readonly wanted: RegExp | null;

  /** @param wanted names that are content on this page, global; null when there are none */
  constructor(wanted: RegExp | null) {
    this.wanted = wanted;
  }

  /** 2: surely holds no content, by its tag, role or name; 1: likely; 0: says nothing; -1: says that it holds the content. */
  judge(element: Element): number {
    const { tag, attributes } = element;
    if (attributes.itemprop === 'articleBody') return -1;
    if (JUNK_TAGS.has(tag) || JUNK_ROLES.has(attributes.role ?? '')) return 2;
    if (tag === 'aside' || tag === 'figcaption') return 1;
    const classes = attributes.class ?? '';
    const isSlug = SLUGGED.has(tag) || /(?:^|\s)section(?:\s|$)/.test(classes);
    const names = `${classes} ${isSlug ? '' : (attributes.id ?? '')}`.slice(0, LONGEST_NAMES);
    if (names === ' ') return 0;
    let verdict = this.seen.get(names);
    if (verdict === undefined) {
      verdict = judgeNames(this.wanted === null ? names : names.replace(this.wanted, ' '));
      this.seen.set(names, verdict);
    }
    return verdict;
  }
}

function judgeNames(names: string): number {
  if (CONTENT_PARTS.test(names)) return -1;
  const words = names
    .replace(STATES, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  if (words.some((word) => SURE_WORDS.has(word))) return 2;
  if (JUNK_PARTS.test(names)) return 1;
  return words.some((word) => JUNK_WORDS.has(word)) ? 1 : 0;
}
