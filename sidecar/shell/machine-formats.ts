/**
 * Flags that ask a program for output that another program reads, by program; `'*'` holds for all. A command that carries
 * one is never shortened. Long flags match with a value too (`--format=json`); short ones match exactly.
 */
const flags: Readonly<Record<string, readonly string[]>> = {
  '*': [
    '--json',
    '--jsonl',
    '--porcelain',
    '--null',
    '--print0',
    '-print0',
    '--raw',
    '--machine-readable',
    '--format',
    '--output-format',
  ],
  git: [
    '-z',
    '--name-only',
    '--name-status',
    '--raw',
    '--quiet',
    '-q',
    '--exit-code',
    '--pretty',
    '--numstat',
    '--patch-with-raw',
  ],
  gh: ['--jq', '-q', '--template', '-t'],
  docker: ['-q', '--quiet'],
  podman: ['-q', '--quiet'],
  kubectl: ['-o', '--output', '--template'],
  grep: ['-c', '-l', '-L', '-q', '-Z', '--count', '--files-with-matches', '--files-without-match'],
  rg: ['-c', '-l', '-q', '-0', '--count', '--files-with-matches', '--files'],
  find: ['-print0', '-printf', '-exec', '-execdir', '-delete', '-ok'],
  cargo: ['--message-format'],
  go: ['-json'],
  npm: ['--parseable'],
  pnpm: ['--parseable', '--reporter'],
  curl: ['-o', '-O', '--output', '--remote-name', '-w', '--write-out', '-I', '--head'],
  wget: ['-O', '--output-document'],
  jest: ['--outputFile'],
  tar: ['-O', '--to-stdout'],
};

/** Programs whose output is data, whatever their flags: what they print is piped, hashed or parsed elsewhere. */
const data = new Set([
  'jq',
  'yq',
  'xxd',
  'od',
  'base64',
  'openssl',
  'sha256sum',
  'md5sum',
  'shasum',
  'tee',
  'gzip',
  'zstd',
  'xz',
  'ssh-keygen',
  'pass',
  'gpg',
  'age',
  'sops',
]);

/** git commands that print objects byte for byte, or names for scripts. */
const gitData = new Set([
  'cat-file',
  'rev-parse',
  'rev-list',
  'ls-remote',
  'for-each-ref',
  'hash-object',
  'format-patch',
  'archive',
  'bundle',
  'config',
  'show-ref',
  'symbolic-ref',
  'merge-base',
  'var',
  'credential',
]);

/** Whether a command prints for a program rather than for a reader. @param argv program first. */
export function asksForMachineFormat(argv: readonly string[]): boolean {
  const [program = '', ...rest] = argv;
  const name = program
    .split(/[\\/]/)
    .pop()!
    .replace(/\.exe$/i, '');
  if (data.has(name)) return true;
  if (name === 'git' && gitData.has(findGitCommand(rest))) return true;
  const vetoes = [...flags['*']!, ...(flags[name] ?? [])];
  return rest.some((word) =>
    vetoes.some((veto) => word === veto || (veto.startsWith('--') && word.startsWith(`${veto}=`))),
  );
}

/** Options of git itself that take the next word. */
const gitOptions = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace']);

function findGitCommand(words: readonly string[]): string {
  for (let at = 0; at < words.length; at++) {
    if (gitOptions.has(words[at]!)) at++;
    else if (!words[at]!.startsWith('-')) return words[at]!;
  }
  return '';
}
