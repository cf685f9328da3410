import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clients, createMcpClients } from '../../../sidecar/clients/index.ts';

const entry = { command: '/opt/node', args: ['/opt/headroom.mjs', 'mcp'] };
let userHome = '';
let clients: Clients;
beforeEach(() => {
  userHome = mkdtempSync(join(tmpdir(), 'headroom-mcp-clients-'));
  const options = { home: join(userHome, '.headroom'), env: { PATH: '' }, userHome, proxyUrl: 'http://127.0.0.1:8787' };
  clients = createMcpClients(options, entry);
});
afterEach(() => rmSync(userHome, { recursive: true, force: true, maxRetries: 9 }));

const read = (name: string): string => readFileSync(join(userHome, name), 'utf8');
function write(name: string, text: string): void {
  mkdirSync(join(userHome, name, '..'), { recursive: true });
  writeFileSync(join(userHome, name), text);
}

describe('createMcpClients', () => {
  it.each([
    ['claude-code', '.claude.json', '{ "numStartups": 3 } // mine'],
    ['gemini-cli', '.gemini/settings.json', '{ "ui": {}, }'],
  ])('does not write where %s itself would not read it', async (id, name, text) => {
    write(name, text);
    await expect(clients.connect(id, { force: true })).rejects.toMatchObject({ code: 'client.malformed' });
    expect(read(name)).toBe(text);
  });

  it.each([
    ['gemini-cli', '.gemini/settings.json', '{ "ui": {} } // mine\n'],
    ['opencode', '.config/opencode/opencode.json', '{ "share": "disabled", /* all */ }\n'],
  ])('comes and goes in a commented file of %s byte for byte', async (id, name, text) => {
    write(name, text);
    await clients.connect(id, { force: true });
    expect(read(name)).toContain('headroom.mjs');
    expect((await clients.states())[id]).toBe('connected');
    await clients.disconnect(id);
    expect(read(name)).toBe(text);
  });

  it('writes another entry in the place of ours when it has moved', async () => {
    write('.cursor/mcp.json', '{}');
    await clients.connect('cursor', { force: true });
    const options = {
      home: join(userHome, '.headroom'),
      env: { PATH: '' },
      userHome,
      proxyUrl: 'http://127.0.0.1:8787',
    };
    const moved = createMcpClients(options, { ...entry, args: [...entry.args, '--home', '/data'] });
    await moved.connect('cursor');
    expect(JSON.parse(read('.cursor/mcp.json')).mcpServers.headroom.args).toEqual([...entry.args, '--home', '/data']);
    await moved.disconnect('cursor');
    expect(read('.cursor/mcp.json')).toBe('{}');
  });
});
