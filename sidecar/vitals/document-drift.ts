import { basename } from 'node:path';
import type { Drift, SourceFile } from './types.ts';

/** Documents that people and agents act upon; a changelog may name what is no more. */
const DOCUMENTS =
  /^(?:README|CONTRIBUTING|AGENTS|CLAUDE|GEMINI|ARCHITECTURE|DEVELOPMENT)(?:\.local)?\.md$|^copilot-instructions\.md$|^\.cursorrules$/i;
const MAX_DOCUMENTS = 100;
const MAX_FINDINGS = 20;

/** Files and scripts that documents name and that are not there. */
export async function findDocumentDrift(
  files: readonly SourceFile[],
  read: (path: string) => Promise<string | null>,
): Promise<Drift['documents']> {
  const known = new Set<string>();
  for (const { path } of files) {
    for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) known.add(path.slice(0, at));
  }
  const scripts = await readScripts(files, read);
  const found: Drift['documents'][number][] = [];
  const documents = files.filter(({ path, role }) => role === 'document' && DOCUMENTS.test(basename(path)));
  for (const { path } of documents.slice(0, MAX_DOCUMENTS)) {
    const directory = path.slice(0, path.length - basename(path).length);
    for (const [at, line] of ((await read(path)) ?? '').split('\n').entries()) {
      const missing = [...findMissingPaths(line, directory, known), ...findMissingScripts(line, scripts)];
      found.push(...missing.map((names) => ({ document: path, line: at + 1, names })));
    }
  }
  return found.slice(0, MAX_FINDINGS);
}

/** Paths in backticks whose first directory exists, so that they mean this project and not an example. */
function findMissingPaths(line: string, directory: string, known: ReadonlySet<string>): string[] {
  const named = [...line.matchAll(/`(?:\.\/)?([\w@.-]+(?:\/[\w@.-]+)+)\/?`/g)].map((match) => match[1] ?? '');
  return named.filter((path) => {
    const places = [path, `${directory}${path}`];
    const first = path.split('/')[0] ?? '';
    const isOurs = known.has(first) || known.has(`${directory}${first}`);
    return isOurs && /\.\w{1,5}$/.test(path) && !places.some((place) => known.has(place)) && !MADE.test(path);
  });
}

/** What a build makes is not in the repository, and rightly. */
const MADE = /(?:^|\/)(?:dist|build|out|target|coverage|node_modules|\.[\w-]+)\//;

function findMissingScripts(line: string, scripts: ReadonlySet<string> | null): string[] {
  if (scripts === null) return [];
  const named = [...line.matchAll(/\b(?:npm|pnpm|yarn|bun) run ([a-z][\w:-]*)(?![\w:./-])/g)].map(
    (match) => match[1] ?? '',
  );
  return named.filter((name) => !scripts.has(name)).map((name) => `npm run ${name}`);
}

/** Scripts of every package; null where there is no package at the top, so that examples are not judged. */
async function readScripts(
  files: readonly SourceFile[],
  read: (path: string) => Promise<string | null>,
): Promise<ReadonlySet<string> | null> {
  const manifests = files.filter(({ path, role }) => role !== 'generated' && basename(path) === 'package.json');
  if (!manifests.some(({ path }) => path === 'package.json')) return null;
  const names = new Set<string>();
  for (const { path } of manifests.slice(0, MAX_DOCUMENTS)) {
    try {
      const { scripts } = JSON.parse((await read(path)) ?? '{}') as { scripts?: object };
      for (const name of Object.keys(scripts ?? {})) names.add(name);
    } catch {
      return null; // a manifest that is no JSON: then no script can be called missing
    }
  }
  return names;
}
