import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './project.ts';

/** The first run unpacks the image where the system mounts none; on a busy machine that takes its time. */
const RUN_MS = 60_000;

/**
 * Tries an AppImage as a person without Node would: its command line answers, what it writes down for clients names the
 * image itself, its proxy serves and ends with a signal. In a home of its own.
 * @returns false when it does not do what it should.
 */
export async function testAppImage(image: string): Promise<boolean> {
  console.log(`\n— ${image.slice(root.length + 1)} without Node`);
  const home = mkdtempSync(join(tmpdir(), 'headroom-image-'));
  const env = { PATH: '/usr/bin:/bin', HOME: home, HEADROOM_HOME: join(home, 'headroom'), ...chooseWay(image) };
  try {
    return (
      check('it answers', read(image, ['version'], env), /^headroom \d+\.\d+\.\d+ \(Node \d/) &&
      check('clients start the image, not its mount', read(image, ['mcp', 'config'], env), `"command": "${image}"`) &&
      check('the demo runs', read(image, ['demo'], env), /% saved|saved/) &&
      check('its proxy serves and ends', await serve(image, env), 'served, ended')
    );
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  }
}

/** Where nothing can be mounted (no FUSE), its runtime unpacks it at every start. */
function chooseWay(image: string): Record<string, string> {
  return spawnSync(image, ['version'], { timeout: RUN_MS }).status === 0 ? {} : { APPIMAGE_EXTRACT_AND_RUN: '1' };
}

function read(image: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { stdout, stderr, error } = spawnSync(image, args, { env, encoding: 'utf8', timeout: RUN_MS });
  return error ? error.message : stdout + stderr;
}

async function serve(image: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(image, ['proxy', '--port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), RUN_MS);
  try {
    const url = await readUrl(child);
    const answer = await fetch(`${url}/livez`);
    child.kill('SIGTERM');
    await ended;
    return `${answer.ok ? 'served' : `answered ${answer.status}`}, ended`;
  } catch (error) {
    child.kill('SIGKILL');
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code} and said: ${text}`)));
  });
}

function check(what: string, text: string, expected: RegExp | string): boolean {
  const holds = typeof expected === 'string' ? text.includes(expected) : expected.test(text);
  console.log(`${holds ? '✓' : '✗'} ${what}`);
  if (!holds) console.error(text);
  return holds;
}
