import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { listLiving } from '../../sidecar/supervisor/index.ts';
import { type Ended, runNode, until } from './support/run-process.ts';
import { cleanUp, makeHome } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
beforeEach(() => {
  home = makeHome();
});
afterEach(async () => {
  // The Headroom of the wrap ends by itself; one that does not shall not outlive the test.
  const deadline = performance.now() + 20_000;
  await until(async () => (await listLiving(home)).length === 0 || performance.now() > deadline);
  for (const { owner } of await listLiving(home)) process.kill(owner.pid, 'SIGKILL');
  await cleanUp();
});

/** Runs `headroom wrap node tool.cjs` at a terminal of its own; `typed` is a shell command that prints what is typed. */
async function wrapAtTerminal(tool: string, typed: string, context: TestContext): Promise<Ended> {
  const run = (line: string): Promise<Ended> =>
    runNode(['-c', line], {
      node: 'sh',
      env: {
        HOME: home,
        HEADROOM_HOME: home,
        SHELL: '/bin/sh',
        NODE: process.execPath,
        BIN: bin,
        TOOL: join(home, 'tool.cjs'),
      },
    });
  const probe = process.platform === 'linux' ? await run('script -qec "exit 9" /dev/null < /dev/null') : null;
  if (probe?.code !== 9) context.skip('there is no script(1) of util-linux to make a terminal with');
  writeFileSync(join(home, 'tool.cjs'), tool);
  return run(`cd "$HOME"; ${typed} | script -qec 'exec "$NODE" "$BIN" wrap "$NODE" -- "$TOOL"' /dev/null`);
}

describe('headroom wrap at a terminal', () => {
  it('gives the tool the terminal, and its exit code back', async (context) => {
    const tool = 'console.log([0, 1, 2].map((fd) => require("node:tty").isatty(fd)).join()); process.exitCode = 3;';
    const { code, stdout } = await wrapAtTerminal(tool, ':', context);
    expect([code, stdout.trim()]).toEqual([3, 'true,true,true']);
  }, 60_000);

  it('leaves Ctrl-C to the tool, which gets it once and decides', async (context) => {
    const tool = `let count = 0;
      process.on('SIGINT', () => { if (++count === 1) setTimeout(() => process.exit(5 + count), 500); });
      setInterval(() => {}, 1000); require('node:fs').writeFileSync('ready', '');`;
    const typed = `(until test -e ready; do sleep 0.1; done; printf '\\003')`;
    expect((await wrapAtTerminal(tool, typed, context)).code).toBe(6);
  }, 60_000);

  it('ends with the tool that Ctrl-C kills: 130', async (context) => {
    const tool = `setInterval(() => {}, 1000); require('node:fs').writeFileSync('ready', '');`;
    const typed = `(until test -e ready; do sleep 0.1; done; printf '\\003')`;
    expect((await wrapAtTerminal(tool, typed, context)).code).toBe(130);
  }, 60_000);
});
