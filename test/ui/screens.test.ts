import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openDetails, pages, world } from './fixture-screens.ts';
import { usePage } from './page-rig.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rig = usePage();
async function show(hash: string, sign: string): Promise<void> {
  await rig.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await rig.page.locator(`[data-page]:not([hidden]) ${sign}`).first().waitFor();
}

describe.each(['light', 'dark'] as const)('every page in %s', (theme) => {
  it('can be used without seeing or pointing, as far as a program can tell', async () => {
    const width = theme === 'light' ? 900 : 1440;
    await rig.open(world, { theme, width });
    await rig.page.evaluate(axe);
    const found: string[] = [];
    for (const [name, hash, sign] of pages) {
      await show(hash, sign);
      const violations = await rig.page.evaluate(
        `axe.run('#app', { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')))`,
      );
      found.push(...(violations as string[]).map((violation) => `${name}: ${violation}`));
      await rig.keepPictures(name, [width]);
      await rig.page.emulateMedia({ colorScheme: theme });
    }
    expect(found).toEqual([]);
    expect(rig.complaints).toEqual([]);
  });
});

// A window of 900 px that is zoomed to 200 % is one of 450 px.
describe.each([
  [360, '100%'],
  [450, '100%'],
  [1600, '200%'],
] as const)('every page at %i px with text at %s', (width, size) => {
  it('fits, whatever the names', async () => {
    await rig.open(world, { width });
    await rig.page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
    const wide: string[] = [];
    for (const [name, hash, sign] of pages) {
      await show(hash, sign);
      await rig.page.evaluate(openDetails);
      const scrollWidth = await rig.page.evaluate('document.documentElement.scrollWidth');
      if (Number(scrollWidth) > width) wide.push(`${name}: ${scrollWidth}`);
      await rig.keepPictures(name, [width]);
    }
    expect(wide).toEqual([]);
  });
});
