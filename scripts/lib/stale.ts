import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.ts';

/**
 * Digest of files by name and content; directories count with everything inside. By content and not by time, because
 * after a fresh clone or a change of branch all times are new.
 */
export function digestFiles(paths: readonly string[], base: string = root): string {
  const sum = createHash('sha256');
  for (const path of paths) {
    for (const file of listFiles(path, base)) {
      const bytes = readFileSync(join(base, file));
      sum.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  }
  return sum.digest('hex');
}

function listFiles(path: string, base: string): string[] {
  const full = join(base, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => listFiles(`${path}/${name}`, base));
}

/** Whether something made from `digest` is still current, by the note that {@link writeNote} left. */
export function isCurrent(note: string, digest: string): boolean {
  return existsSync(note) && readFileSync(note, 'utf8') === digest;
}

export function writeNote(note: string, digest: string): void {
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, digest);
}
