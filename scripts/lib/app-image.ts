import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAppDir } from './app-dir.ts';
import { root } from './project.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * Makes the AppDir (build/Headroom.AppDir) and, where appimagetool is on PATH, the AppImage of it. appimagetool downloads
 * the runtime that it puts in front; APPIMAGE_RUNTIME names one that lies here, which a release pins by its checksum.
 * @returns the AppImage's path, or null with a printed reason.
 */
export async function packAppImage(sidecar: string, version: string): Promise<string | null> {
  const architecture = architectures[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) return null;
  const tree = join(root, 'build/Headroom.AppDir');
  rmSync(tree, { recursive: true, force: true });
  await writeAppDir(sidecar, version, tree);
  const image = join(root, 'build/dist', `headroom-${version}-${architecture}.AppImage`);
  const runtime = process.env.APPIMAGE_RUNTIME;
  const args = ['--no-appstream', ...(runtime ? ['--runtime-file', runtime] : []), tree, image];
  const env = { ...process.env, ARCH: architecture, VERSION: version };
  const { error, status } = spawnSync('appimagetool', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) {
    console.log('skipped: the AppImage (no appimagetool here; build/Headroom.AppDir is what it takes)');
    return null;
  }
  if (status !== 0) throw new Error('appimagetool made no AppImage; the lines above say why');
  return image;
}
