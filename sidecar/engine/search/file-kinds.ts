/** What a file is for, judged by its path alone. Shared by searches, listings and diffs. */

/** source: code that runs; test, doc: about it; generated: made by a tool or by others; data: neither code nor prose. */
export type FileKind = 'source' | 'test' | 'doc' | 'generated' | 'data';

const LOCKFILE =
  /(?:^|[\\/])(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock|go\.sum|composer\.lock|Gemfile\.lock|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|packages\.lock\.json|gradle\.lockfile|Package\.resolved)$/;
const NOISE_DIR =
  /(?:^|[\\/])(?:node_modules|bower_components|\.git|\.hg|\.svn|\.venv|venv|site-packages|__pycache__|\.mypy_cache|\.pytest_cache|\.ruff_cache|\.tox|\.nyc_output|coverage|\.next|\.nuxt|\.turbo|\.gradle|\.terraform|\.cache|\.parcel-cache)[\\/]/;
const VENDOR_DIR = /(?:^|[\\/])(?:vendor|third[-_]party|(?:[a-z]{1,20}[-_])?dist|target|out|Pods|DerivedData)[\\/]/;
const GENERATED_NAME =
  /(?:\.min\.(?:js|css|mjs)|\.(?:js|mjs|cjs|css)\.map|\.bundle\.js|\.snap|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|\.generated\.\w+|\.g\.(?:dart|cs)|\.designer\.cs|\.tsbuildinfo)$/i;
const TEST_DIR =
  /(?:^|[\\/])(?:tests?|specs?|__tests__|__mocks__|__snapshots__|e2e|fixtures?|testdata|test-data|mocks?|[a-z]+-tests?)[\\/]/i;
const TEST_NAME =
  /(?:^(?:test|conftest)[_.-]|[._-](?:test|tests|spec|bench|stories|e2e)[._-]|[a-z0-9](?:Test|Tests|Spec|IT)\.\w+$)/;
const DOC_NAME =
  /(?:\.(?:md|mdx|markdown|rst|adoc|txt|tex|org|pod|1)|^(?:README|CHANGELOG|CHANGES|HISTORY|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|NEWS|TODO)(?:\.\w+)?)$/i;
const DOC_DIR = /(?:^|[\\/])(?:docs?|documentation|website|man)[\\/]/i;
const DATA_NAME =
  /\.(?:json|jsonc|json5|ndjson|jsonl|ya?ml|toml|ini|cfg|conf|properties|env|xml|plist|csv|tsv|svg|po|pot|html?|css|scss|less|lock|sum|ipynb|har|pem|crt|log|patch|diff)$/i;

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** True for files that a package manager writes and nobody reviews line by line. */
export function isLockfile(path: string): boolean {
  return LOCKFILE.test(path);
}

/** True for paths inside folders that tools fill: dependencies, caches, version control. */
export function isNoisePath(path: string): boolean {
  return NOISE_DIR.test(path);
}

/** True when a tool wrote the file: lockfiles, minified code, source maps, snapshots, protocol stubs. */
export function isGeneratedName(path: string): boolean {
  return LOCKFILE.test(path) || GENERATED_NAME.test(path);
}

/** What the folders of a path say about all that is in them. */
interface FolderSigns {
  readonly isNoise: boolean;
  readonly isVendor: boolean;
  readonly isTest: boolean;
  readonly isDoc: boolean;
}

/** @param folder with the slash at its end; '' for none */
function readFolder(folder: string): FolderSigns {
  return {
    isNoise: NOISE_DIR.test(folder),
    isVendor: VENDOR_DIR.test(folder),
    isTest: TEST_DIR.test(folder),
    isDoc: DOC_DIR.test(folder),
  };
}

/** Order matters: a snapshot inside a test folder is generated first of all. */
function kindIn({ isNoise, isVendor, isTest, isDoc }: FolderSigns, base: string): FileKind {
  if (isNoise || isVendor || isGeneratedName(base)) return 'generated';
  if (isTest || TEST_NAME.test(base)) return 'test';
  if (DOC_NAME.test(base)) return 'doc';
  if (DATA_NAME.test(base)) return 'data';
  return isDoc ? 'doc' : 'source';
}

/** The kind of a file. */
export function fileKind(path: string): FileKind {
  const base = baseName(path);
  return kindIn(readFolder(path.slice(0, path.length - base.length)), base);
}

/**
 * The same for many files of one folder, whose own path is judged once.
 * @param dir without a slash at its end; '' for the top
 */
export function fileKindsIn(dir: string): (name: string) => FileKind {
  const signs = readFolder(dir === '' ? '' : `${dir}/`);
  return (name) => (/[\\/]/.test(name) ? fileKind(dir === '' ? name : `${dir}/${name}`) : kindIn(signs, name));
}
