import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { commands } from '../../sidecar/cli/commands/index.ts';
import { createOriginals } from '../../sidecar/store/originals.ts';
import { type Ended, runNode, startNode } from './support/run-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

function headroom(...args: string[]): Promise<Ended> {
  return runNode([bin, ...args], { env: { HEADROOM_HOME: home, HOME: home, USERPROFILE: home } });
}

describe('the command line', () => {
  it('lists every command on stdout and succeeds', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { code, stdout, stderr } = await headroom(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const { id, summary } of commands)
        expect(stdout).toMatch(new RegExp(`^  ${id} +${summary.slice(0, 10)}`, 'm'));
    }
  });

  it('tells the options of one command, without colour codes for a pipe', async () => {
    const one = await headroom('proxy', '--help');
    expect(one.stdout).toContain('--anthropic-api-url');
    expect(one.stdout).toContain('--no-optimize');
    expect(one.stdout).not.toContain('\x1b');
    expect((await headroom('help', 'proxy')).stdout).toBe(one.stdout);
  });

  it.each([
    ['an unknown command', ['prxy'], 'prxy'],
    ['an unknown command to help with', ['help', 'prxy'], 'prxy'],
    ['an unknown flag', ['proxy', '--no-optimise'], 'no-optimise'],
    ['a flag without its value', ['proxy', '--port'], 'port'],
    ['a port that is none', ['proxy', '--port', '99999'], '99999'],
    ['a mode that is none', ['proxy', '--mode', 'fast'], 'fast'],
    ['a missing id', ['show'], 'ID'],
    ['an id and a search', ['show', '0123456789abcdef0123', '--search', 'word'], '--search'],
    ['an id that is none', ['show', '../../etc/passwd'], 'passwd'],
    ['odd lines', ['show', '0123456789abcdef0123', '--lines', '9-3'], '9-3'],
    ['a broken expression', ['show', '0123456789abcdef0123', '--grep', '('], '--grep'],
    ['an action that is none', ['clients', 'connect'], 'connect'],
    ['days that are none', ['stats', '--days', '-1'], '--days'],
  ])('refuses %s with exit code 2, nothing on stdout and a sentence on stderr', async (_what, args, named) => {
    const { code, stdout, stderr } = await headroom(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^headroom: /);
    expect(stderr).toContain(named);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('does not open itself to other machines without a token', async () => {
    const { code, stderr } = await headroom('proxy', '--host', '0.0.0.0', '--port', '0');
    expect(code).toBe(2);
    expect(stderr).toContain('HEADROOM_PROXY_TOKEN');
  });
});

describe('headroom show', () => {
  const text = `first\r\nsecond ERROR\n${'x'.repeat(200_000)}\nlast line, no end`;
  let id = '';
  beforeAll(() => {
    id = createOriginals(join(home, 'originals')).put(text)?.id ?? '';
  });

  it('prints an original byte for byte, by its id or by the path in the marker', async () => {
    expect((await headroom('show', id)).stdout).toBe(text);
    expect((await headroom('show', `~/.headroom/originals/${id}.txt`)).stdout).toBe(text);
  });

  it('prints a part of it', async () => {
    expect((await headroom('show', id, '--lines', '1-2')).stdout).toBe('first\r\nsecond ERROR\n');
    expect((await headroom('show', id, '--lines=4-')).stdout).toBe('last line, no end');
    expect((await headroom('show', id, '--grep', '(?i)error|LAST')).stdout).toBe(
      '2:second ERROR\n4:last line, no end\n',
    );
  });

  it('says when nothing matches or nothing is there, with exit code 1', async () => {
    const none = await headroom('show', id, '--grep', 'nowhere');
    expect([none.code, none.stdout]).toEqual([1, '']);
    const unknown = await headroom('show', '0123456789abcdef0123');
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain('no original 0123456789abcdef0123');
  });

  it('finds originals by their words', async () => {
    const found = await headroom('show', '--search', 'second err');
    expect(found).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^${id} .*\\n  2: second ERROR`)),
    });
    const { stdout } = await headroom('show', '--search', '"last line" end', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ hits: [{ id, line: 4, text: 'last line, no end' }], isComplete: true });
    const none = await headroom('show', '--search', 'nowhere');
    expect([none.code, none.stdout]).toEqual([1, '']);
  });

  it('ends quietly when its reader goes away', async () => {
    const running = startNode([bin, 'show', id], { env: { HEADROOM_HOME: home } });
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    const { stderr } = await running.ended;
    expect(stderr).toBe('');
  });
});

describe('without a Headroom that runs', () => {
  it.runIf(process.platform === 'linux').each([['wrap', process.execPath], ['connect', 'claude-code'], ['pause']])(
    '%s says at once that nothing can be written in its home',
    async (...args) => {
      const { code, stdout, stderr } = await headroom(...args.filter(Boolean), '--home', '/proc/headroom-nowhere');
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^headroom: .*\/proc\/headroom-nowhere.*\n {2}.*HEADROOM_HOME/);
    },
  );

  it('stats makes no ledger and says that there is none', async () => {
    const { code, stdout, stderr } = await headroom('stats', '--json', '--port', '1');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ requests: 0, tokensNotSent: 0 });
    expect(stderr).toContain('no ledger');
  });

  it('status says that nothing runs, in words and for programs, and makes nothing', async () => {
    const told = await headroom('status', '--port', '1');
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/^Headroom does not run: nothing listens at http:\/\/127\.0\.0\.1:1\.\n/);
    const { code, stdout } = await headroom('status', '--json', '--port', '1');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ running: false, today: { requests: 0 } });
  });

  it('doctor names a stranger on the port as broken, and tells what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const nowhere = ['anthropic', 'openai', 'chatgpt', 'gemini'].flatMap((name) => [
        `--${name}-api-url`,
        'http://127.0.0.1:1',
      ]);
      const { code, stdout } = await headroom('doctor', '--json', '--port', String(port), ...nowhere);
      expect(code).toBe(2);
      const { findings } = JSON.parse(stdout) as {
        findings: { check: string; level: string; message: string; hint?: string }[];
      };
      expect(findings.find(({ check }) => check === 'port')).toMatchObject({
        level: 'broken',
        message: expect.stringContaining(String(port)),
      });
      expect(findings.filter(({ level, hint }) => level !== 'ok' && !hint)).toEqual([]);
      expect(new Set(findings.map(({ check }) => check))).toEqual(
        new Set(['node', 'port', 'ledger', 'upstreams', 'clock', 'disk', 'routing', 'supervision']),
      );
    } finally {
      server.close();
    }
  });
});
