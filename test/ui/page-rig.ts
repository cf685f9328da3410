import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { findBrowser, type OpenBrowser, openBrowser } from '../../scripts/lib/browser.ts';
import { buildPage } from './browser.ts';
import { type Fixture, startFixture, type World } from './fixture-api.ts';

/** Set to a directory to keep a picture of every screen in both themes, at every width. */
const pictures = process.env.HEADROOM_PICTURES ?? '';

export interface OpenOptions {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  readonly hash?: string;
}

export interface PageRig {
  /** Directory of the built page. */
  readonly uiDir: string;
  readonly page: Page;
  readonly fixture: Fixture;
  /** Errors and warnings of the console, and defects of the page. */
  readonly complaints: string[];
  /** Starts the sidecar's API over a world, and opens the page on it. */
  open(world: Partial<World>, options?: OpenOptions): Promise<void>;
  /** Opens the page at an address of the test's own. */
  visit(url: string, options?: OpenOptions): Promise<void>;
  /** Pictures of what is shown, where HEADROOM_PICTURES asks for them: in both themes, at each width in px. */
  keepPictures(name: string, widths: readonly number[]): Promise<void>;
}

/**
 * A browser for the tests of one file; without one on this computer they are skipped, with the reason.
 * @param isBuilt false: the tests only visit addresses, whose page somebody else has built
 */
export function usePage({ isBuilt = true }: { isBuilt?: boolean } = {}): PageRig {
  const executable = findBrowser();
  let opened: OpenBrowser | undefined;
  let page: Page | undefined;
  let fixture: Fixture | undefined;
  const rig = { uiDir: '', complaints: [] as string[] };
  beforeAll(async () => {
    if (!executable) return;
    if (isBuilt) rig.uiDir = await buildPage();
    opened = await openBrowser(executable);
  }, 60_000);
  afterAll(async () => {
    await opened?.close();
    if (rig.uiDir !== '') rmSync(rig.uiDir, { recursive: true, force: true, maxRetries: 9 });
  });
  beforeEach((context) => {
    if (!executable) context.skip('no Chromium on this computer: install chromium or Chrome to run the page tests');
    rig.complaints = [];
  });
  afterEach(async () => {
    await page?.close();
    await fixture?.stop();
    page = undefined;
    fixture = undefined;
  });
  const visit: PageRig['visit'] = async (url, { width = 1100, theme = 'light', hash = '' } = {}) => {
    if (!opened) throw new Error('The browser is not open.');
    page = await opened.browser.newPage({
      viewport: { width, height: 720 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      colorScheme: theme,
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') rig.complaints.push(message.text());
    });
    page.on('pageerror', (error) => rig.complaints.push(error.message));
    await page.addInitScript(`
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    await page.goto(`${url}${hash}`);
  };
  return {
    get uiDir() {
      return rig.uiDir;
    },
    get complaints() {
      return rig.complaints;
    },
    get page() {
      if (!page) throw new Error('No page is open.');
      return page;
    },
    get fixture() {
      if (!fixture) throw new Error('No sidecar is started.');
      return fixture;
    },
    visit,
    keepPictures: async (name, widths) => {
      if (pictures !== '' && page) await takePictures(page, name, widths);
    },
    open: async (world, options) => {
      fixture = await startFixture(rig.uiDir, world);
      await visit(fixture.url, options);
    },
  };
}

async function takePictures(page: Page, name: string, widths: readonly number[]): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const before = page.viewportSize() ?? { width: 1100, height: 720 };
  for (const width of widths) {
    await page.setViewportSize({ ...before, width });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(pictures, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: !name.startsWith('activity') });
    }
  }
  await page.setViewportSize(before);
}
