import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatClientLine, listClientLines } from '../../../sidecar/cli/client-lines.ts';

const origin = 'http://127.0.0.1:8787';

describe('lines to copy', () => {
  const lines = listClientLines(origin);
  const lineOf = (name: string, platform: NodeJS.Platform): string =>
    formatClientLine(lines.find((line) => line.name === name)!, platform);

  it('lead every client to the proxy', () => {
    expect(lines.map(({ name }) => name).sort()).toEqual(['Claude Code', 'Codex', 'Gemini CLI', 'OpenCode']);
    for (const line of lines) expect(formatClientLine(line, 'linux')).toContain(origin);
  });

  it('keep the tool search of Claude Code, which a base URL of one’s own turns off', () => {
    expect(lineOf('Claude Code', 'linux')).toBe(`ANTHROPIC_BASE_URL=${origin} ENABLE_TOOL_SEARCH=true claude`);
    expect(lineOf('Claude Code', 'win32')).toBe(
      `$env:ANTHROPIC_BASE_URL='${origin}'; $env:ENABLE_TOOL_SEARCH='true'; claude`,
    );
  });

  it('leave Codex its own provider and only move it', () => {
    expect(lineOf('Codex', 'linux')).toBe(`codex -c 'openai_base_url="${origin}/v1"'`);
  });

  it('mean in a shell what they say', (context) => {
    if (process.platform === 'win32') context.skip('there is no POSIX shell');
    for (const line of lines) {
      // The program stands for the client and prints what reached it.
      const script = `client() { env; printf 'arg %s\\n' "$@"; }; ${formatClientLine({ ...line, program: 'client' }, 'linux')}`;
      const seen = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
      for (const [name, value] of Object.entries(line.env)) expect(seen).toContain(`${name}=${value}\n`);
      for (const arg of line.args) expect(seen).toContain(`arg ${arg}\n`);
    }
  });
});
