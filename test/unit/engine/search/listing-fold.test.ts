import { describe, expect, it } from 'vitest';
import { parseListing } from '../../../../sidecar/engine/search/listing.ts';
import { foldListing, type Wanted } from '../../../../sidecar/engine/search/listing-fold.ts';

const count = (n: number, name: (at: number) => string) => Array.from({ length: n }, (_, at) => name(at));
const project = [
  'README.md',
  'package.json',
  ...count(12, (at) => `docs/guide/page-${at}.md`),
  ...count(8, (at) => `docs/img/shot-${at}.png`),
  ...count(30, (at) => `src/bakery/part${at}.ts`),
  ...count(30, (at) => `src/bakery/part${at}.test.ts`),
  'src/kitchen/oven.ts',
  'src/kitchen/oven.test.ts',
  ...count(10, (at) => `test/data/deep/cake-${at}.json`),
  ...count(10, (at) => `test/e2e/deep/flow-${at}.test.ts`),
];
const nothing: Wanted = { isAsked: () => false, test: false, aside: false };
const fold = (paths: string[], wanted: Partial<Wanted> = {}, tiers = ['rest']) =>
  foldListing(parseListing(paths.join('\n'), true)!, { ...nothing, ...wanted }, (_, tier) => tiers.includes(tier));

describe('foldListing', () => {
  it('keeps every source file, top-level file and folder, and counts what it leaves out', () => {
    const { text, shown } = fold(project);
    expect(text).toContain('./: README.md package.json');
    for (const at of [0, 17, 29]) expect(text).toContain(` part${at}.ts`);
    expect(text).toContain('part0.test.ts');
    expect(text).toMatch(/… 29 more \.test\.ts$/m);
    expect(text).toMatch(/^docs\/: … 20 names in 2 folders: 12 \.md, 8 \.png$/m);
    expect(text).toMatch(/^test\/data\/: … 10 names: \.json$/m);
    expect(text).toContain('src/kitchen/: oven.ts oven.test.ts');
    expect(shown).toBe(project.length - 29 - 20 - 10 - 9);
  });

  it('shows whole what is within the budget', () => {
    expect(fold(project, {}, []).shown).toBe(project.length);
  });

  it('keeps what was asked for, by name or by kind', () => {
    const { text } = fold(project, { isAsked: (path) => path === 'docs/guide/page-7.md' });
    expect(text).toMatch(/^docs\/guide\/: page-0\.md page-7\.md … 10 more \.md$/m);
    expect(fold(project, { test: true }).text).toContain('part28.test.ts');
    expect(fold(project, { aside: true }).text).toContain('shot-7.png');
  });

  it('keeps no snapshot that carries the words of what was asked for', () => {
    const made = count(9, (at) => `src/oven/__tests__/__snapshots__/heat${at}.test.ts.snap`);
    const { text } = fold([...project, ...made], { isAsked: (path) => path.includes('heat') });
    expect(text).toMatch(/^src\/oven\/: … 9 names: \.snap$/m);
  });

  it('leaves a listing alone that holds nothing but tests or pages: that is what was listed on purpose', () => {
    const pages = project.filter((path) => path.startsWith('docs/'));
    expect(fold(pages).shown).toBe(pages.length);
    const tests = project.filter((path) => path.endsWith('.test.ts'));
    expect(fold(tests).shown).toBe(tests.length);
  });

  it('sees the source of folders where every second name is a test', () => {
    const paths = count(60, (at) => `src/part${at}`).flatMap((path) => [`${path}.test.ts`, `${path}.ts`]);
    expect(fold(paths).text).toMatch(/… 59 more \.test\.ts$/);
  });

  it('thins crowds of source and deep branches of tests only when that is not enough', () => {
    const { text } = fold([...project, ...count(60, (at) => `src/crowd/part${at}.ts`)], {}, ['rest', 'crowds']);
    expect(text).toMatch(/^src\/crowd\/: .* … 40 more \.ts$/m);
    expect(text).toMatch(/^test\/e2e\/deep\/: … 10 names: \.test\.ts$/m);
    expect(text).toContain(' part19.ts');
  });
});
