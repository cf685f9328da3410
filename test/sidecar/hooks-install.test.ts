import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { Change } from '../../sidecar/contract/changes.ts';
import { writeMain } from './support/main-record.ts';
import { type Ended, runNode } from './support/run-process.ts';

const settings = '{\n\t"model": "opus",  \n\t"hooks": { "Stop": [] }\n}\n';
let home = '';
let file = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-hooks-install-'));
  file = join(home, '.claude/settings.json');
  mkdirSync(join(home, '.claude'));
  writeFileSync(file, settings);
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

function headroom(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: join(home, 'h'), HOME: home, USERPROFILE: home };
  return runNode([join(root, 'sidecar/cli/headroom.mjs'), ...args], { env });
}
const read = (): string => readFileSync(file, 'utf8');

describe('headroom hooks', { timeout: 60_000 }, () => {
  it('shows, writes and takes out its hook; what was there stays byte for byte', async () => {
    const shown = await headroom('hooks', 'install', '--dry-run');
    expect([shown.code, shown.stdout, read()]).toEqual([0, expect.stringContaining('/v1/hooks/claude-code'), settings]);
    expect((await headroom('hooks', 'install')).code).toBe(0);
    expect(read()).toContain('"matcher":"Bash|Grep|WebFetch"');
    const { stdout } = await headroom('hooks', 'status', '--json');
    const { clients } = JSON.parse(stdout) as { clients: { id: string; state: string; remarks: string[] }[] };
    expect(clients[0]).toMatchObject({ id: 'claude-code', state: 'installed' });
    expect(clients.slice(1).every(({ remarks }) => remarks.length > 0)).toBe(true);
    expect((await headroom('hooks', 'uninstall')).code).toBe(0);
    expect(read()).toBe(settings);
  });

  it('leads to where the Headroom of this home listens, unless a port is named', async () => {
    await writeMain(join(home, 'h'), 'http://127.0.0.1:4321');
    expect((await headroom('hooks', 'install')).stdout).toContain('http://127.0.0.1:4321/v1/hooks/claude-code');
    const remarks = async (...flags: string[]) => {
      const { stdout } = await headroom('hooks', 'status', '--json', ...flags);
      return (JSON.parse(stdout) as { clients: { remarks: string[] }[] }).clients[0]?.remarks;
    };
    expect(await remarks()).toEqual([]);
    expect(await remarks('--port', '99')).toEqual([expect.stringContaining('It does not lead to http://127.0.0.1:99')]);
    expect((await headroom('hooks', 'uninstall')).code).toBe(0);
    expect(read()).toBe(settings);
  });

  it('is among what uninstall lists and takes back', async () => {
    await headroom('hooks', 'install', 'claude-code');
    const listed = JSON.parse((await headroom('uninstall', '--dry-run', '--json')).stdout) as { changes: Change[] };
    expect(listed.changes.map(({ kind }) => kind)).toEqual(['hook', 'data']);
    expect((await headroom('uninstall', '--yes')).code).toBe(0);
    expect([read(), existsSync(join(home, 'h'))]).toEqual([settings, false]);
  });

  it('goes on pause and comes back on resume; doctor tells that nobody answers it', async () => {
    await headroom('hooks', 'install');
    const installed = read();
    expect((await headroom('pause')).stdout).toContain('The hook of Claude Code: paused');
    expect(read()).toBe(settings);
    expect((await headroom('resume')).stdout).toContain('The hook of Claude Code: resumed');
    expect(read()).toBe(installed);
    const { stdout } = await headroom('doctor', '--json', '--port', '9');
    const { findings } = JSON.parse(stdout) as { findings: { check: string; level: string }[] };
    expect(findings.filter(({ check }) => check === 'hooks').map(({ level }) => level)).toContain('warning');
  });

  it('tells what it cannot do', async () => {
    const { code, stderr } = await headroom('hooks', 'frobnicate');
    expect([code, stderr]).toEqual([2, expect.stringContaining('frobnicate')]);
  });
});
