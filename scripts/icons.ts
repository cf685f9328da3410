// Draws the icons of the app and the tray from their SVG sources (needs a Chromium); the results are committed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { makeIcns, makeIco, type Picture } from './lib/icon-files.ts';
import { root } from './lib/project.ts';

const directory = join(root, 'resources/icons');
/** Pixels; the tray is 22 points high, drawn for screens of double density. */
const traySize = 44;
const appSizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const pngSizes = [32, 128, 256, 512];
const icoSizes = [16, 32, 48, 256];
const icnsSizes = [16, 32, 64, 128, 256, 512, 1024];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  for (const name of ['tray-running', 'tray-paused', 'tray-attention']) {
    writeFileSync(join(directory, `${name}.png`), await draw(page, name, traySize));
  }
  const pictures: Picture[] = [];
  for (const size of appSizes) pictures.push({ size, png: await draw(page, 'app', size) });
  const ofSizes = (sizes: readonly number[]): Picture[] => pictures.filter(({ size }) => sizes.includes(size));
  for (const { size, png } of ofSizes(pngSizes)) writeFileSync(join(directory, `app-${size}.png`), png);
  writeFileSync(join(directory, 'app.ico'), makeIco(ofSizes(icoSizes)));
  writeFileSync(join(directory, 'app.icns'), makeIcns(ofSizes(icnsSizes)));
} finally {
  await browser.close();
}

async function draw(page: Page, name: string, size: number): Promise<Buffer> {
  const source = readFileSync(join(directory, `${name}.svg`)).toString('base64');
  await page.setViewportSize({ width: size, height: size });
  const style = `display:block;width:${size}px;height:${size}px`;
  await page.setContent(
    `<body style="margin:0;background:transparent"><img style="${style}" src="data:image/svg+xml;base64,${source}"></body>`,
  );
  await page.locator('img').evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
}
