import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from './project.ts';

/** What git ignores and what is not ours to check. */
const IGNORED = new Set(['node_modules', '.git', 'build', 'bin', 'resources/ui', '.DS_Store']);

/** Paths of all files of the project under a directory, relative to the root, with slashes, sorted. */
export function listFiles(directory = ''): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(directory, entry.name);
      if (IGNORED.has(path) || IGNORED.has(entry.name) || path.endsWith('.log')) return [];
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function countLines(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** Source without its comments, as far as a scan can tell: strings with comment signs in them lose their rest. */
export function stripComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}
