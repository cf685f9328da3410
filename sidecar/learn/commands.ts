/** Reading shell commands as far as lessons need it: which program, which words. */

/** Words of a command; quotes are taken off, operators end words. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|([^\s"'|;&<>()]+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

/** The command without `cd x &&`, assignments and wrappers in front. */
export function stripCommand(command: string): string {
  let rest = command.trim();
  for (let nth = 0; nth < 4; nth++) {
    const front = /^(?:cd\s+[^&;|\n]{1,400}(?:&&|;)|[A-Za-z_]\w*=\S*\s|(?:sudo|env|time|command)\s)\s*/.exec(rest);
    if (front === null) break;
    rest = rest.slice(front[0].length);
  }
  return rest;
}

/** Program and subcommand: "git log", "npm run", "tsc"; '' when there is none. */
export function programOf(command: string): string {
  const [program = '', second = ''] = wordsOf(stripCommand(command));
  return /^[a-z][a-z0-9-]*$/.test(second) && SUBCOMMANDED.has(program) ? `${program} ${second}` : program;
}

/** Programs whose first word chooses what they do. */
const SUBCOMMANDED = new Set(
  'git npm pnpm yarn bun cargo go docker kubectl gh pip pip3 uv poetry dotnet terraform brew apt helm'.split(' '),
);

/**
 * Whether a text may stand in an instruction file: one short line that cannot end its code span or its block, and holds
 * nothing that looks like a secret. What comes from a transcript was written by a model or by what it read.
 */
export function isShowable(text: string): boolean {
  if (text === '' || text.length > 120 || /[\n\r`<>]|[^\x20-\x7e\u00a0-\uffff]/.test(text)) return false;
  return !SECRET.test(text);
}

const SECRET =
  /(?:bearer|basic)\s|(?:pass(?:word|wd)?|secret|token|api[-_]?key|credential)\w*\s*[=:]|\b(?:sk|pk|ghp|gho|xox[a-z]|AKIA)[-_]?[A-Za-z0-9-]{8,}|:\/\/[^/\s]*:[^/\s]*@|[A-Za-z0-9+/_-]{32,}/i;
