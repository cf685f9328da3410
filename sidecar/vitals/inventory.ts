import { join } from 'node:path';
import { listFilesUnder, readSizes } from '../machine/index.ts';
import { type RunGit, splitNul } from './git.ts';
import { classify } from './languages.ts';
import type { SourceFile } from './types.ts';

/** Directories that hold what tools made or fetched, where no git tells what is ignored. */
const MADE = /[\\/](?:\.[^\\/]+|node_modules|dist|build|target|out|coverage|venv|__pycache__|Pods|DerivedData)[\\/]/;

/** The project's own files: tracked, or new and not ignored. @param git null where none is installed */
export async function listSourceFiles(directory: string, git: RunGit | null): Promise<SourceFile[]> {
  const tracked = git === null ? [] : await listWithGit(git);
  // A directory that the repository around it ignores (a package, a build) has files all the same.
  const paths = tracked.length > 0 ? tracked : await listWithoutGit(directory);
  const generated = git === null ? new Set<string>() : await readGenerated(git, paths);
  const sizes = await readSizes(paths.map((path) => join(directory, path)));
  return paths.flatMap((path, at) => {
    const facts = sizes[at];
    const role = generated.has(path) ? 'generated' : classify(path);
    return facts === null || facts === undefined ? [] : [{ path, role, ...facts }];
  });
}

async function listWithGit(git: RunGit): Promise<string[]> {
  const { stdout } = await git(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  // A path in conflict is listed once per side.
  return [...new Set(splitNul(stdout))].sort();
}

/** What `.gitattributes` calls generated or vendored. */
async function readGenerated(git: RunGit, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const attributes = ['linguist-generated', 'linguist-vendored'];
  const { stdout } = await git(['check-attr', '-z', '--stdin', ...attributes], { input: `${paths.join('\0')}\0` });
  const generated = new Set<string>();
  const parts = splitNul(stdout);
  for (let at = 0; at + 2 < parts.length; at += 3) {
    if (parts[at + 2] === 'set' || parts[at + 2] === 'true') generated.add(parts[at]!);
  }
  return generated;
}

async function listWithoutGit(directory: string): Promise<string[]> {
  const files = await listFilesUnder(directory, (path) => !MADE.test(path.slice(directory.length)));
  return files.map(({ path }) => path.slice(directory.length + 1).replaceAll('\\', '/')).sort();
}
