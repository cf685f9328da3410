import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { findHost, type ServiceFacts } from '../../sidecar/service/index.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const manager = ['/lib/systemd/systemd', '/usr/lib/systemd/systemd'].find((path) => existsSync(path));

const has = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** A user manager of its own in namespaces of its own: nothing of the machine's systemd, if it has one, is touched. */
const script = `
mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system /run/user/0 && chmod 700 /run/user/0
export XDG_RUNTIME_DIR=/run/user/0
"$MANAGER" --user </dev/null >/dev/null 2>&1 &
MANAGER_PID=$!
for i in $(seq 50); do systemctl --user show-environment >/dev/null 2>&1 && break; sleep 0.1; done
hr() { "$NODE" "$BIN" "$@"; echo "code $?"; }
settings() { echo "settings $1 $(tr -d ' \\n' < "$HOME/.claude/settings.json")"; }
hr install apply --port "$PORT" --providers manual --target claude-code
settings applied
hr install status --json
first=$(systemctl --user show -p MainPID --value headroom.service)
kill -9 "$first"
for i in $(seq 150); do
  next=$(systemctl --user show -p MainPID --value headroom.service)
  [ "$next" != "$first" ] && [ "$next" != 0 ] && hr install status >/dev/null 2>&1 && grep -q "$PORT" "$HOME/.claude/settings.json" && break
  sleep 0.1
done
echo "replaced $([ "$next" != "$first" ] && echo yes)"
settings replaced
hr install stop
settings stopped
hr install start
settings started
hr install remove
settings removed
echo "units $(systemctl --user list-units 'headroom*' --all --no-legend | wc -l)"
kill "$MANAGER_PID"
`;

describe('the unit of the service', () => {
  const facts: ServiceFacts = {
    ...{ program: [process.execPath, bin], packageDir: root, home: '/tmp/x', userHome: '/tmp', userName: 'nobody' },
    ...{ uid: 1, gid: 1, host: '127.0.0.1', port: 8787, version: '1', env: { A: 'b c%"d"' }, configHome: '/tmp/c' },
    scope: 'system',
  };

  it('is understood by systemd', (context) => {
    if (!has('systemd-analyze', '--version')) context.skip('no systemd-analyze here');
    const directory = mkdtempSync(join(tmpdir(), 'headroom-units-'));
    for (const scope of ['user', 'system'] as const) {
      const [file] = findHost('persistent-service', scope, 'linux')!.plan({ ...facts, scope }).files;
      const path = join(directory, `headroom-${scope}.service`);
      writeFileSync(path, file!.text);
      expect(execFileSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8', stdio: 'pipe' })).toBe(
        '',
      );
    }
    rmSync(directory, { recursive: true, maxRetries: 9 });
  });

  it('runs under a real user manager: applied, restarted after kill -9, stopped, started, removed without a trace', async (context) => {
    const canIsolate = process.getuid?.() === 0 && has('unshare', '-m', '--pid', '--fork', 'true');
    if (manager === undefined || !canIsolate) return context.skip('needs systemd and the right to make namespaces');
    const home = mkdtempSync(join(tmpdir(), 'headroom-systemd-'));
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, '.claude', 'settings.json'), '{\n "model": "x"\n}');
    const { PATH = '' } = process.env;
    const env = {
      PATH,
      HOME: home,
      MANAGER: manager,
      NODE: process.execPath,
      BIN: bin,
      PORT: String(await findPort()),
    };
    const { stdout } = await promisify(execFile)(
      'unshare',
      ['-m', '--pid', '--fork', '--mount-proc', '--kill-child', 'bash', '-c', script],
      { env, timeout: 150_000 },
    );
    const own = '{"model":"x"}';
    const led = `{"model":"x","env":{"ANTHROPIC_BASE_URL":"http://127.0.0.1:${env.PORT}","ENABLE_TOOL_SEARCH":"true"}}`;
    expect(stdout.split('\n').filter((line) => /^(code|settings|replaced|units)/.test(line))).toEqual([
      'code 0',
      `settings applied ${led}`,
      'code 0',
      'replaced yes',
      `settings replaced ${led}`,
      'code 0',
      `settings stopped ${own}`,
      'code 0',
      `settings started ${led}`,
      'code 0',
      `settings removed ${own}`,
      'units 0',
    ]);
    expect(readFileSync(join(home, '.claude', 'settings.json'), 'utf8')).toBe('{\n "model": "x"\n}');
    expect(readdirSync(home).sort()).toEqual(['.claude', '.headroom']);
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  }, 180_000);
});

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
