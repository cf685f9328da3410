import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatClientLine, listClients } from '../../../sidecar/cli/client-lines.ts';

const origin = 'http://127.0.0.1:8787';

describe('lines to copy', () => {
  const clients = listClients(origin);

  it('lead every client to the proxy', () => {
    expect(clients.map(({ name }) => name)).toEqual(['Claude Code', 'Codex', 'OpenCode', 'Gemini CLI']);
    for (const client of clients) expect(formatClientLine(client, 'linux')).toContain(origin);
  });

  it('keep the tool search of Claude Code, which a base URL of one’s own turns off', () => {
    expect(formatClientLine(clients[0]!, 'linux')).toBe(`ANTHROPIC_BASE_URL=${origin} ENABLE_TOOL_SEARCH=true claude`);
    expect(formatClientLine(clients[0]!, 'win32')).toBe(
      `$env:ANTHROPIC_BASE_URL='${origin}'; $env:ENABLE_TOOL_SEARCH='true'; claude`,
    );
  });

  it('mean in a shell what they say', (context) => {
    if (process.platform === 'win32') context.skip('there is no POSIX shell');
    for (const client of clients) {
      const script = `${formatClientLine({ ...client, command: 'env' }, 'linux')}`;
      const seen = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
      for (const [name, value] of Object.entries(client.env)) expect(seen).toContain(`${name}=${value}\n`);
    }
  });
});
