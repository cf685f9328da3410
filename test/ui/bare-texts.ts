import type { Page } from 'playwright-core';
import { long } from './fixture-screens.ts';

/**
 * What may stand outside of the brackets of the pseudo-language, because it is no text of ours. Each kind is as narrow as
 * its data: a sentence of the page matches none of them.
 */
const allowed: readonly RegExp[] = [
  // Brands, and programs and formats by their names.
  /^(Headroom|Claude Code|Codex|OpenCode|Gemini CLI|Google|Anthropic|OpenAI|CSV|PNG|Bash|Grep|Read|rtk|other|Apache-2\.0)$/,
  // Languages in themselves.
  /^(English|English \(UK\)|English \(US\)|Deutsch|Español|Français|Italiano|Português \(Brasil\)|Svenska|日本語)$/,
  // Models, projects, people, compressors, providers, ids: as the ledger, a transcript or an engine has them.
  /^(claude-[\w-]+|gpt-[\w.-]+|headroom|chat|anthropic|api|provider|sidecar|p50|p90|p99|same|left-pad)$/,
  /^(blobs|code|csv|diff|html|json|log|noise|notebook|repeats|search|stat|text|toml|xml|yaml)$/,
  new RegExp(`^(ann@)?${long}(:\\d+( {2}\\w+)?)?( = [\\w/.:]+)?$`),
  // Figures with their units, and times, as Intl writes them.
  /^[<-]?[\d.,]+( ?(k|m|GiB|ms|sec|min|hr|byte|kB|MB|GB))$/,
  /^(now|\d+ (sec|min|hr|days?) ago|\d+:\d\d(:\d\d)?)$/,
  /^((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(\d+ )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*( \d{4})?(, \d\d:\d\d(:\d\d)?)?$/,
  // Addresses, paths, methods, and an example of a path.
  /^(https?:\/\/[\w.:-]+|POST \/v1\/messages|~\/code\/shop|\/nowhere|README\.md:\d+|scripts\/gone\.sh|GiB)$/,
];

/** Texts and spoken names of what is shown, as far as they are outside of brackets; and what sticks out of its box. */
const readPage = `(() => {
  const bare = [];
  let depth = 0;
  const take = (text) => {
    let rest = '';
    for (const sign of text) {
      if (sign === '⟦') depth += 1;
      if (depth === 0) rest += sign;
      if (sign === '⟧') depth -= 1;
    }
    if (/\\p{L}/u.test(rest)) bare.push(rest.trim());
  };
  // Commands, paths, texts of agents and drawings are data; other pages are not shown.
  const isOut = (element) => element.closest('[data-page][hidden], code, pre, textarea, svg') !== null;
  const texts = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (!isOut(texts.currentNode.parentElement)) take(texts.currentNode.data);
  if (depth !== 0) bare.push('A bracket is not closed.');
  const wide = [];
  for (const element of document.querySelectorAll('#app *')) {
    if (isOut(element)) continue;
    for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) take(element.getAttribute(name) ?? '');
    const isBox = !element.matches('.only-spoken') && element.matches('th, td, button, a.button, label, summary, h1, h2, h3, p, dd, dt, li');
    if (isBox && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) wide.push(element.innerText + ' ' + element.scrollWidth + ' in ' + element.clientWidth);
  }
  if (document.documentElement.scrollWidth > innerWidth) wide.push('the page');
  return { bare: [...new Set(bare)], wide };
})()`;

export interface Read {
  /** Texts that are in no catalogue. */
  readonly bare: readonly string[];
  /** Elements whose text does not fit. */
  readonly wide: readonly string[];
}

/**
 * What is wrong with the page that is shown in the pseudo-language.
 * @param told sentences of the sidecar, which the page shows as they are
 */
export async function readPseudo(page: Page, told: readonly string[]): Promise<Read> {
  const { bare, wide } = (await page.evaluate(readPage)) as Read;
  const parts = bare.flatMap((text) => (told.includes(text) ? [] : text.split(/(?:^| )[·–→←×](?: |$)/)));
  const isData = (part: string): boolean => allowed.some((kind) => kind.test(part)) || told.includes(part);
  return { bare: parts.filter((part) => /\p{L}/u.test(part) && !isData(part.trim())), wide };
}
