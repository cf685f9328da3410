import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { type Ended, runNode } from './support/run-process.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-mcp-install-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

function mcp(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: join(home, 'h'), HOME: home, USERPROFILE: home };
  return runNode([join(root, 'sidecar/cli/headroom.mjs'), 'mcp', ...args], { env });
}

const files = {
  '.claude.json': '{\n\t"numStartups": 3,  \n\t"mcpServers": {\n\t\t"other": { "command": "x" }\n\t}\n}\n',
  '.claude/settings.json': '{}',
  '.codex/config.toml': '# mine\nmodel = "gpt-5"\r\n\n[mcp_servers.other]\ncommand = "x"',
  '.gemini/settings.json': '{"theme":"dark"}',
  '.config/opencode/opencode.json': '{}\n',
  '.cursor/mcp.json': '{ "mcpServers": {} }',
} as const;

describe('headroom mcp install', () => {
  it('writes the server into every client that is there, and takes it out byte for byte', async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(home, path, '..'), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    const shown = await mcp('install', '--dry-run');
    expect(shown.code).toBe(0);
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(home, path), 'utf8')).toBe(text);
    expect((await mcp('install')).code).toBe(0);
    const read = (path: keyof typeof files): string => readFileSync(join(home, path), 'utf8');
    const { headroom, other } = (
      parse(read('.codex/config.toml')) as { mcp_servers: Record<string, { command: string; args: string[] }> }
    ).mcp_servers;
    expect([other?.command, headroom?.args.slice(-3)]).toEqual(['x', ['mcp', '--home', join(home, 'h')]]);
    for (const path of ['.gemini/settings.json', '.cursor/mcp.json'] as const) {
      const { mcpServers } = JSON.parse(read(path)) as { mcpServers: Record<string, { command: string }> };
      expect(mcpServers.headroom?.command).toBe(process.execPath);
    }
    expect(read('.claude.json')).toContain('"type":"stdio"');
    expect(JSON.parse(read('.config/opencode/opencode.json')).mcp.headroom.command.slice(-3)).toEqual([
      'mcp',
      '--home',
      join(home, 'h'),
    ]);
    const status = JSON.parse((await mcp('status', '--json')).stdout) as { clients: { state: string }[] };
    expect(status.clients.map(({ state }) => state)).toEqual(Array(5).fill('installed'));
    expect((await mcp('uninstall')).code).toBe(0);
    for (const [path, text] of Object.entries(files)) expect(read(path as keyof typeof files)).toBe(text);
  });

  it('makes the file of a client that has none when it is asked for by name, and removes it again', async () => {
    const missing = await mcp('install', 'codex');
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('headroom mcp install codex --force')]);
    expect((await mcp('install', 'codex', '--force')).code).toBe(0);
    const file = join(home, '.codex/config.toml');
    expect(readFileSync(file, 'utf8')).toContain('[mcp_servers.headroom]');
    await mcp('uninstall', 'codex');
    expect(existsSync(file)).toBe(false);
  });
});
