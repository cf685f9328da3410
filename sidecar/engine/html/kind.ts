import type { Hint } from '../types.ts';

const SAMPLE_CHARS = 16_384;
/** A page may begin behind this much of response headers or a tool's own words. */
const LONGEST_LEAD = 3000;

const OPENING = /^(?:<\?xml[^<>]{0,200}\?>\s{0,20})?(?:<!--[^>]{0,500}-->\s{0,20})?(?:<!doctype\s+html|<html[\s>])/i;
const TAG =
  /<\/?(?:a|abbr|article|aside|b|blockquote|body|br|button|code|dd|div|dl|dt|em|figure|footer|form|h[1-6]|head|header|hr|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|pre|script|section|small|span|strong|style|sup|table|tbody|td|th|thead|title|tr|u|ul)(?=[\s>/])[^<>]{0,2000}>/gi;
const TAG_OPENS =
  /^<(?:!--|\/?(?:[a-z]+-[a-z-]{1,30}|a|article|aside|b|blockquote|body|br|center|div|dl|em|figure|font|footer|form|h[1-6]|head|header|hr|i|img|li|link|main|meta|nav|ol|p|pre|script|section|span|strong|style|table|tbody|td|th|title|tr|ul)[\s>/])/i;
/** Documents of other languages that share tags with HTML. */
const OTHER_MARKUP = /^(?:<\?xml|<(?:svg|rss|feed|xsl|urlset|project|plist|math)[\s:>]|<!DOCTYPE\s+(?!html))/i;
/** A page on disk is read in order to be edited. */
const PAGE_FILE = /^(?!https?:).*\.x?html?$/i;
/** What only component sources and templates have. */
const TEMPLATE =
  /\bclassName=|\bon[A-Z]\w{1,20}=\{|=\{[\w(`'"[]|<template>|<script\s+setup|\sv-(?:if|for|model|bind|on)[=:]|\s@click=|\{#(?:if|each)\s|\{%-?\s|<\?php|<%[=@ ]|^[ \t]{0,40}import\s.{1,200}\sfrom\s/m;
const SOURCE_FILE =
  /\.(?:[jt]sx|vue|svelte|astro|php|erb|ejs|hbs|mustache|twig|jinja2?|j2|njk|liquid|md|mdx|xml|svg|xsl|rss|xaml)$/i;
const FETCHES = /fetch|browse|browser|crawl|scrape|url|http|web|page|navigate|playwright|puppeteer/i;
const FETCHING_COMMAND = /(?:^|[\s;&|(])(?:curl|wget|http|https|xh|lynx\s+-source|w3m\s+-dump_source)\s/;
/** What is piped through these was picked line by line: exactly what was asked for. */
const PICKING_COMMAND = /\|\s*(?:grep|egrep|rg|sed|awk|perl|pup|htmlq|xmllint|cut|tr|jq|python3?|node|wc|diff)\b/;
/** Questions about the markup itself. */
const MARKUP_QUESTION =
  /\b(?:markup|selectors?|xpath|html (?:source|code|structure|tags?|attributes?)|raw html|page source|source code of the page|meta tags?|open ?graph|og:\w+|script tags?|css class(?:es)?|class ?names?|stylesheets?|dom (?:tree|nodes?|structure|elements?)|data-[a-z]+ attributes?|aria-\w+|csrf|hidden (?:fields?|inputs?)|form fields?|json-ld|favicon|iframes?)\b/i;
/** Pages of the machine itself are being built, not read: every attribute may matter. */
const LOCAL_PAGE =
  /(?:https?:\/\/|\s)(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?=[:/\s'"]|$)|file:\/\//i;

/** How sure it is that a text is a web page, or a piece of one, that was fetched to be read. */
export function scoreHtml(text: string, hint: Hint): number {
  if (SOURCE_FILE.test(hint.path) || PAGE_FILE.test(hint.path) || PICKING_COMMAND.test(hint.command)) return 0;
  const sample = text.slice(0, SAMPLE_CHARS).replace(/^[\s\ufeff]+/, '');
  if (sample === '' || isAboutMarkup(hint)) return 0;
  if (OPENING.test(sample)) return 0.98;
  const first = sample[0] ?? '';
  if (first === '{' || first === '[') return 0;
  const start = /<!doctype\s+html|<html[\s>]/i.exec(sample.slice(0, LONGEST_LEAD));
  const isPage = start !== null && (start.index === 0 || sample[start.index - 1] === '\n');
  const score = isPage ? 0.95 : scoreFragment(sample, isFetched(hint));
  // Asked last: most texts have no tags, and looking for templates takes longest.
  return score > 0 && TEMPLATE.test(sample) ? 0 : score;
}

/** Whether the tool call is one that brings pages from the web. */
function isFetched(hint: Hint): boolean {
  return FETCHES.test(hint.tool) || FETCHING_COMMAND.test(hint.command) || /^https?:\/\//.test(hint.path);
}

function isAboutMarkup({ question, command, path, terms }: Hint): boolean {
  if (MARKUP_QUESTION.test(question)) return true;
  return LOCAL_PAGE.test(` ${command}`) || LOCAL_PAGE.test(path) || terms.some((term) => LOCAL_PAGE.test(term));
}

/** Pieces of pages have many tags and, unlike logs or Markdown that quote some, little else. */
function scoreFragment(sample: string, fetched: boolean): number {
  if (OTHER_MARKUP.test(sample)) return 0;
  let tags = 0;
  let inTags = 0;
  for (const [tag] of sample.matchAll(TAG)) {
    tags++;
    inTags += tag.length;
  }
  const share = inTags / sample.length;
  const perTag = sample.length / (tags || 1);
  if (tags < 8 || share < 0.1 || perTag > 400) return 0;
  const opens = TAG_OPENS.test(sample);
  if (fetched) return opens ? 0.9 : share > 0.2 ? 0.7 : 0;
  if (opens && share > 0.2) return 0.8;
  return share > 0.4 && tags >= 20 ? 0.6 : 0;
}
