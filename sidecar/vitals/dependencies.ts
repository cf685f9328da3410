import { basename } from 'node:path';
import { ecosystems } from './ecosystems/index.ts';
import { hasWord } from './has-word.ts';
import type { Declared } from './online.ts';
import type { Dependencies, Measure, SourceFile } from './types.ts';

/** A monorepo has many manifests; more than this are examples and fixtures. */
const MAX_MANIFESTS = 200;
/** Configuration that is searched for names, per manifest. */
const MAX_SETTING_FILES = 300;
const MAX_SETTING_BYTES = 128 * 1024;
/** Files of code that are searched for names in quotes, per manifest; only where something seems unused. */
const MAX_NAMING_FILES = 5000;
/** Files that are read at once. */
const AT_ONCE = 32;

/** Manifests that are seen and not understood. */
const OTHERS =
  /(?:^|\/)(?:requirements[\w.-]+\.txt|setup\.py|Pipfile|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|Package\.swift|pubspec\.yaml|mix\.exs|[^/]+\.csproj)$/;

/** Files whose text may name a package without importing it: settings, workflows, scripts, pages. */
const SETTINGS =
  /(?:^|\/)\.[^/]+(?:\/|$)|(?:config|rc|setup|preset)[^/]*$|\.(?:json|jsonc|ya?ml|toml|html|s?css|less|sh|hbs)$|(?:^|\/)(?:Makefile|Dockerfile|justfile|build\.rs)[^/]*$/i;

/**
 * What manifests and lockfiles say, compared with what the code imports, and all that is declared for who asks further.
 * @param read the text of a file of the project, null when it is not there
 * @param until clock in ms from which on nothing more is called unused: that takes looking through all of the code
 */
export async function judgeDependencies(
  files: readonly SourceFile[],
  measures: ReadonlyMap<string, Measure>,
  read: (path: string) => Promise<string | null>,
  until: number,
): Promise<Omit<Dependencies, 'stale' | 'online'> & { readonly declared: readonly Declared[] }> {
  const declared: Declared[] = [];
  const found = { unused: [], deprecated: [], mismatched: [] } as {
    [kind in 'unused' | 'deprecated' | 'mismatched']: { manifest: string; name: string; reason: string }[];
  };
  const manifests: string[] = [];
  for (const { path, role } of files) {
    const ecosystem = ecosystems.find(({ manifest }) => manifest === basename(path));
    if (ecosystem === undefined || role === 'generated' || manifests.length >= MAX_MANIFESTS) continue;
    const text = await read(path);
    if (text === null) continue;
    const beneath = files.filter((file) => file.path.startsWith(path.slice(0, -basename(path).length)));
    const code = beneath.filter(({ role: kind }) => kind === 'code' || kind === 'test');
    const imports = new Set(code.flatMap((file) => measures.get(file.path)?.imports ?? []));
    const mentions = await readMentions(beneath, path, read);
    try {
      const findings = await ecosystem.judge({ path, text, imports, mentions, read });
      manifests.push(path);
      // Where a part of the code was not read, what looks unused may be used there.
      const isRead = code.length > 0 && code.every((file) => measures.has(file.path));
      if (isRead) {
        const unused = await dropNamed(findings.unused, code, read, until);
        found.unused.push(...unused.map((name) => ({ manifest: path, name, reason: '' })));
      }
      declared.push(...findings.declared.map((one) => ({ manifest: path, registry: ecosystem.registry, ...one })));
      for (const kind of ['deprecated', 'mismatched'] as const) {
        found[kind].push(...findings[kind].map((one) => ({ manifest: path, ...one })));
      }
    } catch {
      // A fixture that is malformed on purpose, or a manifest in the middle of a merge: nothing can be said about it.
    }
  }
  // Those of examples and fixtures lie deeper than the project's own.
  const notLookedAt = files
    .filter(({ path, role }) => role !== 'generated' && OTHERS.test(path))
    .map(({ path }) => path)
    .sort((a, b) => a.split('/').length - b.split('/').length);
  const unused = found.unused.map(({ manifest, name }) => ({ manifest, name }));
  return { manifests, declared, ...found, unused, notLookedAt };
}

/**
 * Without those whose name stands in quotes somewhere in the code: engines, plugins and reporters are loaded by name.
 * None when the time is up before all of it was looked through.
 */
async function dropNamed(
  names: readonly string[],
  code: readonly SourceFile[],
  read: (path: string) => Promise<string | null>,
  until: number,
): Promise<readonly string[]> {
  let left = names;
  const searched = code.slice(0, MAX_NAMING_FILES);
  for (let at = 0; at < searched.length && left.length > 0; at += AT_ONCE) {
    if (Date.now() >= until) return [];
    for (const text of await readAll(searched.slice(at, at + AT_ONCE), read)) {
      left = left.filter((name) => !['"', "'", '`'].some((sign) => text.includes(sign + name + sign)));
    }
  }
  return left;
}

/** Texts of files, of those that are there. */
async function readAll(
  files: readonly SourceFile[],
  read: (path: string) => Promise<string | null>,
): Promise<readonly string[]> {
  const texts = await Promise.all(files.map(({ path }) => read(path)));
  return texts.filter((text) => text !== null);
}

async function readMentions(
  beneath: readonly SourceFile[],
  manifest: string,
  read: (path: string) => Promise<string | null>,
): Promise<(name: string) => boolean> {
  const settings = beneath.filter(
    ({ path, role, sizeBytes }) =>
      path !== manifest &&
      role !== 'generated' &&
      role !== 'document' &&
      sizeBytes <= MAX_SETTING_BYTES &&
      SETTINGS.test(path),
  );
  // The nearest ones first: a package is configured beside its manifest.
  settings.sort((a, b) => a.path.split('/').length - b.path.split('/').length);
  const nearest = settings.slice(0, MAX_SETTING_FILES);
  const texts: string[] = [];
  for (let at = 0; at < nearest.length; at += AT_ONCE) {
    texts.push(...(await readAll(nearest.slice(at, at + AT_ONCE), read)));
  }
  return (name) => texts.some((text) => hasWord(text, name));
}
