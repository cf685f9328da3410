import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FRUGAL, RESIDENT } from '../../sidecar/cli/own-process.mjs';
import { makeDesktopEntry, makeMetainfo, paths } from './deb-files.ts';
import { hasBinary, locateBinary, packWindow } from './neutralino.ts';
import { readReleaseDate, root } from './project.ts';

const iconSizes = [32, 128, 256, 512];

/** Puts the icons, the description of the app and the licence where the desktops of freedesktop.org look for them. */
export function writeShared(tree: string, version: string): void {
  for (const size of iconSizes)
    copyIcon(`app-${size}.png`, join(tree, `usr/share/icons/hicolor/${size}x${size}/apps/headroom.png`));
  copyIcon('app.svg', join(tree, 'usr/share/icons/hicolor/scalable/apps/headroom.svg'));
  writeText(join(tree, paths.metainfo), makeMetainfo({ version }, readReleaseDate()));
  copyFile('LICENSE', join(tree, paths.copyright));
}

/** Puts the programs into a directory: the sidecar, and the window where its binary is in bin/. @returns whether it is. */
export async function writePrograms(sidecar: string, directory: string, what: string): Promise<boolean> {
  cpSync(sidecar, join(directory, 'extensions'), { recursive: true });
  const hasWindow = hasBinary() && (await packWindow(directory));
  if (!hasWindow)
    console.log(`skipped: the native window in the ${what} (no ${locateBinary().slice(root.length + 1)})`);
  return hasWindow;
}

/**
 * How an AppImage begins. With arguments it is the command line; without, the window, or the page where there is none.
 * The window looks for its files beside the path that it is called by, so it is called by the whole one. The first process
 * must not replace itself to have a frugal allocator, for the image's file system would go: it has one from the start.
 */
export function makeAppRun(hasWindow: boolean): string {
  const window = hasWindow
    ? 'exec "$here/opt/headroom/headroom"'
    : 'exec "$here/opt/headroom/extensions/headroom" start';
  const frugal = Object.entries(FRUGAL).map(([name, value]) => `${name}=${value}`);
  return `#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
case "\${1:-window}" in ${RESIDENT.join(' | ')}) export ${frugal.join(' ')} ;; esac
if [ "$#" -gt 0 ]; then exec "$here/opt/headroom/extensions/headroom" "$@"; fi
${window}
`;
}

/** Makes the directory that an AppImage is made of (docs.appimage.org, "AppDir specification"). */
export async function writeAppDir(sidecar: string, version: string, tree: string): Promise<void> {
  const hasWindow = await writePrograms(sidecar, join(tree, 'opt/headroom'), 'AppImage');
  writeShared(tree, version);
  const name = paths.desktopEntry.split('/').at(-1) ?? '';
  const entry = makeDesktopEntry({ hasWindow, exec: hasWindow ? 'headroom' : 'headroom start' });
  writeText(join(tree, paths.desktopEntry), entry);
  symlinkSync(paths.desktopEntry, join(tree, name));
  copyIcon('app-256.png', join(tree, 'headroom.png'));
  symlinkSync('headroom.png', join(tree, '.DirIcon'));
  writeText(join(tree, 'AppRun'), makeAppRun(hasWindow));
  chmodSync(join(tree, 'AppRun'), 0o755);
}

function copyIcon(name: string, to: string): void {
  copyFile(`resources/icons/${name}`, to);
}

function copyFile(path: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(join(root, path), to);
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
