import type { Role } from './types.ts';

/** How a language is measured. */
export interface Language {
  readonly id: string;
  /** What begins a comment that reaches to the end of the line. */
  readonly comment: RegExp;
  /** What ends a text of several lines that begins on this line and is no code (a comment, a docstring); null: none begins. */
  readonly block?: (line: string) => string | null;
  /** A mark to jump to, which stands further out than the code around it. */
  readonly label?: RegExp;
  /** Every place where the flow branches; global. */
  readonly branch: RegExp;
  /** A line that begins a function, with its name in the first group that matches. */
  readonly function: RegExp;
  /** A package that a line imports, in the first group that matches; global. */
  readonly imports: RegExp | null;
  /** A line in front of a test that stands among the code; it and the block behind it are left out. */
  readonly test?: RegExp;
}

const slashes = /^(?:\/\/|\/\*|\*)/;
const block = (line: string): string | null => (line.startsWith('/*') && !line.includes('*/') ? '*/' : null);
const label = /^[A-Za-z_]\w*:(?:\s*\/\/.*)?$/;
const hashes = /^#/;
const cBranch = /\b(?:if|for|while|case|catch|switch|match|when)\b|&&|\|\|| \? /g;

const script: Language = {
  id: 'script',
  comment: slashes,
  block,
  branch: /\b(?:if|for|while|case|catch|switch)\b|&&|\|\||\?\?| \? /g,
  function:
    /^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*([\w$]+)|^(?:export\s+)?(?:const|let)\s+([\w$]+)[^=]*=\s*(?:async\s*)?(?:\([^)]*\)|[\w$]+)?[^=]*=>\s*\{?$|^(?:(?:public|private|protected|static|async|override|get|set)\s+)*(?!(?:if|for|while|switch|catch|return|function|do|else|try)\b)([\w$#]+)\s*(?:<[^>]*>)?\([^;]*\{$/,
  imports: /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\(|\bresolve\s*\()\s*['"]([^'"./][^'"]*)['"]/g,
};

const languages: Readonly<Record<string, Language>> = {
  ...spread('ts tsx mts cts js jsx mjs cjs vue svelte astro', script),
  ...spread('py pyi', {
    id: 'python',
    comment: /^#|^[rbuRBU]{0,2}(?:"""|''')/,
    block: findOpenQuotes,
    branch: /\b(?:if|elif|for|while|except|case|and|or)\b/g,
    function: /^(?:async\s+)?def\s+(\w+)/,
    imports: /^\s*(?:from|import)\s+([\w]+)/g,
  }),
  ...spread('rs', {
    id: 'rust',
    comment: slashes,
    block,
    branch: /\b(?:if|for|while|loop|match)\b|&&|\|\||=>|\?;/g,
    function: /^(?:pub(?:\([^)]*\))?\s+)?(?:const\s+)?(?:async\s+)?(?:unsafe\s+)?(?:extern\s+"[^"]*"\s+)?fn\s+(\w+)/,
    test: /^#\[(?:cfg\(test\)|test)\]$/,
    imports: /\b(?:extern crate|use)\s+([a-z]\w*)|\b([a-z][a-z0-9_]*)::|#!?\[([a-z]\w*)/g,
  }),
  ...spread('go', {
    id: 'go',
    comment: slashes,
    block,
    label,
    branch: /\b(?:if|for|case|select|switch)\b|&&|\|\|/g,
    function: /^func\s+(?:\([^)]*\)\s*)?(\w+)/,
    imports: /^\s*(?:import\s+)?(?:[\w.]+\s+)?"([\w.-]+\.[\w.-]+\/[^"]+)"$/g,
  }),
  ...spread('java kt kts scala groovy cs swift dart', {
    id: 'classes',
    comment: slashes,
    block,
    branch: cBranch,
    function:
      /^(?:@\w+\s+)*(?:(?:public|private|protected|internal|static|final|override|abstract|async|suspend|virtual|sealed|open|inline)\s+)*(?:fun|func|def)\s+(?:<[^>]*>\s*)?(?:\w+\.)?(\w+)|^(?:(?:public|private|protected|internal|static|final|override|async|virtual|synchronized)\s+)+[\w<>[\],.? ]+\s+(\w+)\s*\([^;]*\{?$/,
    imports: null,
  }),
  ...spread('c h cc cpp cxx hpp hh m mm', {
    id: 'c',
    comment: slashes,
    block,
    label,
    branch: cBranch,
    function:
      /^(?!(?:if|for|while|switch|return|else|do|typedef|struct|enum|union)\b)[A-Za-z_][\w\s*&:<>,~]*?[\s*&](~?[\w:]+)\s*\([^;]*$/,
    imports: null,
  }),
  ...spread('php', {
    id: 'php',
    comment: slashes,
    block,
    branch: /\b(?:if|elseif|for|foreach|while|case|catch|match)\b|&&|\|\||\?\?| \? /g,
    function: /^(?:(?:public|private|protected|static|final|abstract)\s+)*function\s+&?(\w+)/,
    imports: null,
  }),
  ...spread('rb ex exs lua', {
    id: 'ends',
    comment: /^(?:#|--)/,
    branch: /\b(?:if|elsif|elseif|unless|for|while|until|when|case|rescue|and|or)\b|&&|\|\|/g,
    function: /^(?:local\s+)?(?:def[p]?|function)\s+([\w.:?!]+)/,
    imports: null,
  }),
  ...spread('sh bash zsh', {
    id: 'shell',
    comment: hashes,
    branch: /\b(?:if|elif|for|while|until|case)\b|&&|\|\|/g,
    function: /^(?:function\s+)?([\w-]+)\s*\(\)\s*\{?$/,
    imports: null,
  }),
};

/** Of Python: three quotes that are still open at the end of a line. */
function findOpenQuotes(line: string): string | null {
  if (line.startsWith('#')) return null;
  let open: string | null = null;
  for (const [sign] of line.matchAll(/'"""'|"'''"|"""|'''/g)) {
    // Those between other quotes are text themselves.
    if (sign.length === 3) open = open === null ? sign : open === sign ? null : open;
  }
  return open;
}

function spread(names: string, language: Language): Record<string, Language> {
  return Object.fromEntries(names.split(' ').map((name) => [name, language]));
}

/** How a file of this name is measured, or null when it is not code. */
export function findLanguage(path: string): Language | null {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension === undefined || !Object.hasOwn(languages, extension) ? null : languages[extension]!;
}

const GENERATED =
  /(?:^|\/)(?:vendor|third_party|node_modules|bower_components|dist|__snapshots__|__generated__|generated)\/|\.min\.(?:js|css|mjs)$|\.(?:pb|g|freezed)\.\w+$|_pb2?(?:_grpc)?\.py$|\.(?:snap|map)$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock)$/;
const TEST =
  /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|testdata|fixtures|e2e|cypress|bench(?:es|marks?)?|examples?|samples?|demos?)\/|[._-](?:test|spec|stories|bench)\.\w+$|(?:^|\/)test_[^/]+\.py$|_test\.(?:go|py|rb|exs?)$|(?:Test|Tests|Spec)\.(?:java|kt|cs|swift)$|(?:^|\/)conftest\.py$/;
const DOCUMENT = /\.(?:md|mdx|rst|txt|adoc|tex)$|(?:^|\/)(?:LICEN[CS]E|COPYING|AUTHORS|NOTICE)[^/]*$/i;
const DATA =
  /\.(?:json5?|jsonc|jsonl|ya?ml|toml|csv|tsv|xml|ini|lock|properties|sql|svg|graphql|proto|html?|css|s[ac]ss|less)$/i;

/** What a file is for, by its path (benchmarks, examples and demos count as tests: nobody ships them); `.gitattributes` is asked elsewhere. */
export function classify(path: string): Role {
  if (GENERATED.test(path)) return 'generated';
  if (findLanguage(path) !== null) return TEST.test(path) ? 'test' : 'code';
  if (DOCUMENT.test(path)) return 'document';
  return DATA.test(path) ? 'data' : 'other';
}
