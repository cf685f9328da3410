import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './project.ts';
import { digestFiles, isCurrent, writeNote } from './stale.ts';

const SOURCES = ['app', 'sidecar/contract', 'package-lock.json'];
const PAGE = join(root, 'resources/ui/index.html');
const NOTE = join(root, 'build/ui.digest');

/**
 * Builds app/ into resources/ui/ unless what lies there was made from the very same sources.
 * @param options force: build in any case
 * @returns false when the build failed
 */
export async function buildUi(options: { force?: boolean } = {}): Promise<boolean> {
  const digest = digestFiles(SOURCES);
  if (!options.force && existsSync(PAGE) && isCurrent(NOTE, digest)) return true;
  const code = await runTool('vite', 'vite', ['build', '--config', 'app/vite.config.ts', '--logLevel', 'warn']);
  if (code !== 0 || !existsSync(PAGE)) return false;
  writeNote(NOTE, digest);
  return true;
}
