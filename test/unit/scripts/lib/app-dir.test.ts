import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAppRun } from '../../../../scripts/lib/app-dir.ts';

let tree = '';
beforeEach((context) => {
  context.skip(process.platform === 'win32', 'Windows has no shell of that kind');
  tree = mkdtempSync(join(tmpdir(), 'headroom app '));
});
afterEach(() => {
  if (tree !== '') rmSync(tree, { recursive: true, force: true, maxRetries: 9 });
});

function write(path: string, text: string): string {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
  chmodSync(join(tree, path), 0o755);
  return join(tree, path);
}

describe('makeAppRun', () => {
  it('starts the window, and with arguments the command line, which gets each of them as it was typed', () => {
    const tell = (name: string): string => `#!/bin/sh\nprintf '%s|' ${name} "$@"\n`;
    write('opt/headroom/headroom', tell('window'));
    write('opt/headroom/extensions/headroom', tell('command'));
    const run = (hasWindow: boolean, ...args: string[]): string =>
      spawnSync(write('AppRun', makeAppRun(hasWindow)), args, { encoding: 'utf8' }).stdout;
    expect(run(true)).toBe('window|');
    expect(run(false)).toBe('command|start|');
    expect(run(true, 'show', 'a b', '$x')).toBe('command|show|a b|$x|');
  });
  it('gives what lives all day a frugal allocator, so that it need not replace itself', () => {
    const tell = '#!/bin/sh\necho "$MALLOC_ARENA_MAX"\n';
    write('opt/headroom/headroom', tell);
    write('opt/headroom/extensions/headroom', tell);
    const run = (...args: string[]): string =>
      spawnSync(write('AppRun', makeAppRun(true)), args, { encoding: 'utf8', env: { PATH: process.env.PATH } }).stdout;
    expect(run()).toBe('2\n');
    expect(run('proxy')).toBe('2\n');
    expect(run('wrap', 'claude')).toBe('\n');
  });
});
