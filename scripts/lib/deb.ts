import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeControl, makeDesktopEntry, makeMetainfo, paths, prerm } from './deb-files.ts';
import { hasBinary, locateBinary, packWindow } from './neutralino.ts';
import { root } from './project.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const iconSizes = [32, 128, 256, 512];

/**
 * Makes a Debian package of the packed sidecar, with the native window when its binary is in bin/.
 * @param sidecar directory that holds the executable and its page. @returns the package's path, or null with a printed
 * reason where none can be made.
 */
export async function packDeb(sidecar: string, version: string): Promise<string | null> {
  const architecture = architectures[process.arch];
  if (process.platform !== 'linux' || architecture === undefined || spawnSync('dpkg-deb', ['--version']).error) {
    console.log('skipped: the .deb (no dpkg-deb here)');
    return null;
  }
  const tree = join(root, 'build/deb');
  rmSync(tree, { recursive: true, force: true });
  const write = (path: string, data: string, mode = 0o644): void => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), data, { mode });
  };
  cpSync(sidecar, join(tree, 'opt/headroom/extensions'), { recursive: true });
  const hasWindow = hasBinary() && (await packWindow(join(tree, 'opt/headroom')));
  if (!hasWindow) console.log(`skipped: the native window in the .deb (no ${locateBinary().slice(root.length + 1)})`);
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  symlinkSync('/opt/headroom/extensions/headroom', join(tree, 'usr/bin/headroom'));
  for (const size of iconSizes) {
    const to = join(tree, `usr/share/icons/hicolor/${size}x${size}/apps/headroom.png`);
    cpSync(join(root, `resources/icons/app-${size}.png`), to);
  }
  cpSync(join(root, 'resources/icons/app.svg'), join(tree, 'usr/share/icons/hicolor/scalable/apps/headroom.svg'));
  const facts = { version, architecture, installedKb: Math.ceil(sizeOf(tree) / 1024), hasWindow };
  write(paths.desktopEntry, makeDesktopEntry(facts));
  write(paths.metainfo, makeMetainfo(facts, readReleaseDate()));
  write(paths.copyright, readFileSync(join(root, 'LICENSE'), 'utf8'));
  write('DEBIAN/control', makeControl(facts));
  write('DEBIAN/prerm', prerm, 0o755);
  const deb = join(root, 'build/dist', `headroom_${version}_${architecture}.deb`);
  mkdirSync(dirname(deb), { recursive: true });
  // zstd would be smaller, but Debian's dpkg reads it only since version 12.
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z6', tree, deb], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return deb;
}

/** Of the newest commit: the same sources give the same package. */
function readReleaseDate(): string {
  const told = spawnSync('git', ['log', '-1', '--format=%cs'], { cwd: root, encoding: 'utf8' }).stdout?.trim();
  return /^\d{4}-\d\d-\d\d$/.test(told ?? '') ? told! : '1970-01-01';
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
