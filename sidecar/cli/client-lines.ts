import { adapters, type ClientId } from '../clients/index.ts';

/** How a client is started so that it goes through Headroom. */
export interface ClientLine {
  /** As people call it. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Environment that the client reads. */
  readonly env: Readonly<Record<string, string>>;
}

/** Those that need nothing but such a line. */
const shown: readonly ClientId[] = ['claude-code', 'codex', 'opencode', 'gemini-cli'];

/** @param origin of the proxy, e.g. "http://127.0.0.1:8787" */
export function listClientLines(origin: string): readonly ClientLine[] {
  return adapters.flatMap(({ id, name, launch }) => {
    const { programs, args, env } = launch(origin);
    const [program] = programs;
    return program === undefined || !shown.includes(id) ? [] : [{ name, program, args, env }];
  });
}

/** A line that can be pasted into the shell that people of this system use. */
export function formatClientLine(line: ClientLine, platform: NodeJS.Platform = process.platform): string {
  const command = [line.program, ...line.args].map(quote).join(' ');
  const settings = Object.entries(line.env);
  if (platform === 'win32') return [...settings.map(([name, value]) => `$env:${name}='${value}';`), command].join(' ');
  return [...settings.map(([name, value]) => `${name}=${quote(value)}`), command].join(' ');
}

/** Single quotes mean the same in POSIX shells and PowerShell. */
function quote(value: string): string {
  return /^[\w:/.[\]-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
