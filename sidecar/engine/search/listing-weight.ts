import { type FileKind, fileKindsIn } from './file-kinds.ts';

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

/** A listed name, weighed. */
export interface Weighed {
  readonly weight: Weight;
  readonly kind: FileKind;
}

/**
 * Weighs the names of one folder, whose own path is judged once: listings name tens of thousands.
 * @param dir as the listing shows it, without a slash at its end; '' for the top
 */
export function weigherOf(dir: string): (name: string) => Weighed {
  const kindOf = fileKindsIn(dir);
  const isAside = ASIDE_DIR.test(`${dir}/`);
  return (name) => {
    const base = name.slice(name.lastIndexOf('/') + 1);
    const kind = kindOf(name);
    if (dir === '' && base === name) return { weight: 'first', kind };
    const isIn = isAside || (base !== name && ASIDE_DIR.test(dir === '' ? name : `${dir}/${name}`));
    return { weight: weigh(base, kind, isIn), kind };
  };
}

function weigh(base: string, kind: FileKind, isAside: boolean): Weight {
  if (kind === 'generated' || isAside) return 'aside';
  if (MANIFEST.test(base)) return kind === 'test' ? 'test' : 'first';
  if (kind === 'test') return CODE.test(base) && base !== '__init__.py' ? 'test' : 'aside';
  if (kind === 'source') return CODE.test(base) || !base.includes('.') ? 'source' : 'aside';
  return CODE.test(base) ? 'test' : 'aside';
}
