import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../sidecar/engine/compressors/html.ts';
import { findTerms } from '../../../../sidecar/engine/terms.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (text: string): number => Math.ceil(text.length / 4);
const goal = (lossless: boolean): Goal => ({ lossless, count: estimate, estimate });
const hintOf = (given: Partial<Hint> = {}): Hint => ({
  tool: 'WebFetch',
  command: '',
  path: '',
  question: '',
  terms: findTerms(given.question ?? ''),
  ...given,
});
const read = (text: string, given?: Partial<Hint>): string =>
  html.compress(text, hintOf(given), goal(false))?.text ?? '';

const sentence = (at: number): string =>
  `Sentence ${at} of the story says what the people of the town did next, and why they thought it was right.`;
const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<p>${sentence(at)}</p>`).join('\n');
const page = (body: string, head = '<title>The story of the town</title>'): string =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
const menu = '<nav><a href="/a">Alpha page</a> <a href="/b">Beta page</a></nav>';

describe('score', () => {
  it.each([
    ['a document', page(paragraphs(1)), {}],
    ['a document behind a byte order mark', `\ufeff\n${page('x')}`, {}],
    ['XHTML', '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "x" "y"><html xmlns="z"></html>', {}],
    ['a document behind response headers', `HTTP/2 200\ncontent-type: text/html\n\n${page('x')}`, {}],
    ['a piece that a command fetched', '<ul><li><a href="/1">One</a></li></ul>'.repeat(5), { command: 'curl -s x.io' }],
    ['a piece of unknown origin', '<ul class="list"><li><a href="/1">One</a></li></ul>'.repeat(5), { tool: '' }],
  ])('is sure of %s', (_, text, given) => {
    expect(html.score(text, hintOf(given))).toBeGreaterThanOrEqual(0.7);
  });

  it.each([
    ['XML', `<?xml version="1.0"?><rows>${'<row><a>1</a></row>'.repeat(20)}</rows>`, {}],
    ['SVG', `<svg xmlns="http://www.w3.org/2000/svg">${'<a><path d="M0 0"/></a>'.repeat(20)}</svg>`, {}],
    ['JSX', `<div className="a">${'<p>{name}</p>'.repeat(20)}</div>`, {}],
    ['a Vue file', `<template>\n${'<p>{{ name }}</p>'.repeat(20)}\n</template>`, {}],
    ['a component file by its name', `<div>${'<p>x</p>'.repeat(20)}</div>`, { path: 'src/list.svelte' }],
    ['a page on disk', page(paragraphs(3)), { path: 'public/index.html' }],
    [
      'Markdown with some tags',
      `# Title\n\n${'Some long prose with <b>one</b> tag in it, then more words.\n'.repeat(20)}`,
      {},
    ],
    ['a log that quotes pages', '2026-01-01 10:00:00 ERROR body was <html><body>oops</body></html>\n'.repeat(20), {}],
    ['JSON that holds a page', JSON.stringify({ body: page(paragraphs(3)) }), {}],
    ['lines picked out of a page', '<p>a</p>\n'.repeat(20), { command: 'curl -s x.io | grep "<p>"' }],
    ['a page of this machine', page(paragraphs(3)), { command: 'curl -s http://localhost:3000/' }],
    ['a question about the markup', page(paragraphs(3)), { question: 'which CSS selectors match the title?' }],
    ['nothing', '', {}],
  ])('leaves %s to others', (_, text, given) => {
    expect(html.score(text, hintOf(given))).toBeLessThan(0.5);
  });
});

describe('compress', () => {
  it('keeps every sentence of an article and no navigation', () => {
    const text = read(page(`${menu}<main>${paragraphs(12)}</main><footer>Imprint and terms of use</footer>`));
    for (let at = 0; at < 12; at++) expect(text).toContain(sentence(at));
    expect(text).not.toMatch(/Alpha page|Imprint/);
  });

  it('says how many characters of the source are shown', () => {
    const source = page(paragraphs(6));
    const result = html.compress(source, hintOf(), goal(false));
    expect(result?.lossy).toEqual({ unit: 'characters', shown: result?.text.length, total: source.length });
  });

  it('does nothing when nothing may leave', () => {
    expect(html.compress(page(paragraphs(6)), hintOf(), goal(true))).toBeNull();
  });

  it('shows the title once', () => {
    const heading = '<h1>The story of the town</h1>';
    expect(read(page(heading + paragraphs(5))).match(/The story of the town/g)).toHaveLength(1);
    expect(read(page(paragraphs(5)))).toMatch(/^# The story of the town\n/);
  });

  it('keeps code byte for byte, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (raw) => {
        const code = `x${raw.replace(/[\r\0]/g, '')}\n  ~`;
        const escaped = code.replace(/&/g, '&amp;').replace(/</g, '&lt;');
        const text = read(page(`${paragraphs(4)}<pre class="hl"><code>${escaped}</code></pre>${paragraphs(4)}`));
        expect(text).toContain(`\n${code}\n`);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps rows of tables together', () => {
    const rows = [1, 2, 3].map((n) => `<tr><td>port ${n}</td><td>${n * 1000}</td></tr>`).join('');
    const table = `<table><caption>Ports by size</caption><tr><th>Name</th><th>Value</th></tr>${rows}</table>`;
    expect(read(page(paragraphs(5) + table))).toContain(
      'Ports by size\n\n| Name | Value |\n|---|---|\n| port 1 | 1000 |\n| port 2 | 2000 |',
    );
  });

  it('appends what was asked for when it stands outside of the article', () => {
    const body = `${menu}<main>${paragraphs(6)}</main><footer><p>Reach the harbourmaster on channel 12.</p></footer>`;
    expect(read(page(body), { question: 'who is the harbourmaster?' })).toContain('channel 12');
    expect(read(page(body), { question: 'what is this about?' })).not.toContain('channel 12');
  });

  it('writes link targets when they are asked for', () => {
    const body = `${paragraphs(5)}<p>${sentence(9)} See <a href="/plan.pdf">the plan</a>.</p>`;
    expect(read(page(body), { question: 'give me the links in it' })).toContain('[the plan](/plan.pdf)');
    expect(read(page(body))).toContain('See the plan.');
  });

  it('shows a page without an article whole, with its links', () => {
    const cards = Array.from(
      { length: 8 },
      (_, n) => `<div><a href="/item/${n}">Item number ${n}</a><span>${n} euros</span></div>`,
    );
    const text = read(page(`<div id="list">${cards.join('')}</div>`));
    for (let n = 0; n < 8; n++) expect(text).toContain(`[Item number ${n}](/item/${n})`);
    expect(text).toContain('7 euros');
  });

  it('names a linked image by its words, and drops other images', () => {
    const body = `${'<p>Menu of the day.</p>'}<a href="/shop"><img src="s.png" alt="To the shop"></a><img src="x.png" alt="pattern">`;
    const text = read(page(body));
    expect(text).toContain('[To the shop](/shop)');
    expect(text).not.toContain('pattern');
  });

  it('drops appeals and repetitions around an article, and nothing of the same words inside', () => {
    const appeal = '<p>Sign up for <a href="/n">our newsletter</a>.</p>';
    const inner =
      '<p>They had to sign up for <a href="/n">the newsletter of the town</a>, as everybody had to do then.</p>';
    const text = read(
      page(`<h1>The story of the town</h1><p>The story of the town</p>${inner}${paragraphs(9)}${appeal}`),
    );
    expect(text).toContain('They had to sign up');
    expect(text).not.toContain('our newsletter');
  });

  it('keeps what everybody said in a thread', () => {
    const said = (who: string, what: string): string =>
      `<div class="comment"><a class="author" href="/${who}">${who}</a><p>${what}</p></div>`;
    const body = `<h1>Crash on start</h1>${said('ann', sentence(1))}${said('bob', sentence(2))}<footer>Terms of use</footer>`;
    const text = read(page(body), { question: 'read https://x.example/a/b/issues/12' });
    for (const part of ['ann', 'bob', sentence(1), sentence(2)]) expect(text).toContain(part);
  });

  it('falls back to what a page hides when it shows nothing', () => {
    const shell = page('<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>');
    expect(read(shell)).toContain('You need to enable JavaScript');
    const data = `<script type="application/ld+json">${JSON.stringify({ articleBody: `${sentence(1)}\n"${sentence(2)}" ${sentence(3).repeat(5)}` })}</script>`;
    expect(read(page('<div id="root"></div>', data))).toContain(`"${sentence(2)}"`);
  });

  it('never shows scripts, styles or comments, also where they are not closed', () => {
    const text = read(
      page(`<style>.a{color:red}</style>${paragraphs(5)}<!-- secret --><script>if (a < b) leak("secret")`),
    );
    expect(text).toContain(sentence(4));
    expect(text).not.toMatch(/color|secret/);
  });

  it('keeps what stands around several pages', () => {
    const text = read(
      `HTTP/2 200\nx-id: 7\n\n${page(paragraphs(4))}\n--- second\n${page(`<p>${sentence(50)}</p>`)}\nstatus=200`,
    );
    for (const part of ['x-id: 7', sentence(3), '--- second', sentence(50), 'status=200']) expect(text).toContain(part);
  });

  it('is not misled by closing tags inside scripts', () => {
    const text = read(page(`<script>w("</html>")</script>${paragraphs(5)}${menu}`));
    expect(text).toContain(sentence(4));
    expect(text).not.toContain('<p>');
  });

  it('gives up on pages deeper or larger than honest ones', () => {
    expect(html.compress('<div>'.repeat(5000), hintOf(), goal(false))).toBeNull();
    expect(html.compress(`<p>${'x '.repeat(4_100_000)}`, hintOf(), goal(false))).toBeNull();
  });

  it('is total and deterministic on markup of any shape', () => {
    const bits = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<div class="nav">',
        '</div>',
        '<a href="/x">',
        '</a>',
        '<ul>',
        '<li>',
        '<ol start="x">',
        '</ul>',
      ],
      ...[
        '<table>',
        '<tr>',
        '<td>',
        '<th>',
        '</table>',
        '<pre>',
        '</pre>',
        '<code>',
        '</code>',
        '<br>',
        '<h2>',
        '</h2>',
      ],
      ...[
        '<blockquote>',
        '<article>',
        '</article>',
        '<script>',
        '</script>',
        '&amp;',
        '&#x1f600;',
        '&#55296;',
        '<!--',
        '-->',
      ],
      ...[
        '<svg><title>',
        '</svg>',
        '<noscript>',
        '<form>',
        '<button>',
        '</html>',
        '<html>',
        '<title>',
        '<p hidden>',
        '|',
        '`',
      ],
      ...[sentence(1), 'word ', '\ud83d', '\0', '漢字。', '  \n'],
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 120 }), fc.string({ maxLength: 20 }), (parts, question) => {
        const text = parts.join('');
        const once = html.compress(text, hintOf({ question }), goal(false));
        expect(html.compress(text, hintOf({ question }), goal(false))).toEqual(once);
        if (once === null) return;
        expect(once.text.length).toBeLessThan(text.length);
        expect(once.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
