import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePrograms, writeShared } from './app-dir.ts';
import { makeControl, makeDesktopEntry, paths, prerm } from './deb-files.ts';
import { root } from './project.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

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
  const hasWindow = await writePrograms(sidecar, join(tree, 'opt/headroom'), '.deb');
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  symlinkSync('/opt/headroom/extensions/headroom', join(tree, 'usr/bin/headroom'));
  writeShared(tree, version);
  const facts = { version, architecture, installedKb: Math.ceil(sizeOf(tree) / 1024), hasWindow };
  const exec = hasWindow ? '/opt/headroom/headroom' : '/usr/bin/headroom start';
  write(paths.desktopEntry, makeDesktopEntry({ hasWindow, exec }));
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

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
