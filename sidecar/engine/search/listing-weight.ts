import { fileKind } from './file-kinds.ts';

/**
 * What a name is worth to somebody who looks around in a project. first: shown always (top-level files, manifests);
 * source: code that runs; test: code about it; aside: assets, data, documents, generated and foreign files.
 */
export type Weight = 'first' | 'source' | 'test' | 'aside';

/** Files that tell how a project is built and started. */
const MANIFEST =
  /^(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|Cargo\.toml|go\.(?:mod|work)|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|CMakeLists\.txt|Makefile|Justfile|Rakefile|Gemfile|composer\.json|deno\.jsonc?|tsconfig[\w.-]*\.json|Dockerfile|docker-compose[\w.-]*\.ya?ml|[\w-]+\.config\.[cm]?[jt]s|[\w.-]+\.(?:csproj|sln|gemspec|podspec))$/;
const CODE =
  /\.(?:[cm]?[jt]sx?|pyi?|go|rs|java|kts?|scala|cs|fs|vb|cc?|cpp|cxx|hh?|hpp|hxx|mm?|swift|rb|php|pl|pm|lua|r|jl|ex|exs|erl|hs|ml|clj|dart|zig|nim|vue|svelte|astro|sql|proto|graphql|sh|bash|zsh|fish|ps1|bat|cmd)$/i;
const ASIDE_DIR =
  /(?:^|\/)(?:__snapshots__|__fixtures__|fixtures?|testdata|test-data|snapshots?|assets?|images?|img|icons?|fonts?|media|screenshots?|locales?|i18n|translations?|vendor|vendored|third[-_]?party|contrib-libs|(?:[a-z]{1,20}[-_])?dist|static)\//i;

/** @param path of a listed name, folders and all, as the listing shows it */
export function weighPath(path: string): Weight {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base === path) return 'first';
  const kind = fileKind(path);
  if (kind === 'generated' || ASIDE_DIR.test(path)) return 'aside';
  if (MANIFEST.test(base)) return kind === 'test' ? 'test' : 'first';
  if (kind === 'test') return CODE.test(base) && base !== '__init__.py' ? 'test' : 'aside';
  if (kind === 'source') return CODE.test(base) || !base.includes('.') ? 'source' : 'aside';
  return CODE.test(base) ? 'test' : 'aside';
}
