import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { trustFilters } from '../../sidecar/cli/filter-command.ts';
import { ownLine, runNode } from './support/run-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const filter = "[[filter]]\ncommand = 'sh build*.sh'\ndrop = ['^noise ']\nfold = ['^CC ']\n";
const noise = Array.from({ length: 40 }, (_, at) => `noise of the build, line ${at}\n`).join('');
const objects = Array.from({ length: 9 }, (_, at) => `CC part${at}.o\n`).join('');

let directory = '';
let project = '';
let home = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-filters-'));
  [project, home] = [join(directory, 'project'), join(directory, 'home')];
  mkdirSync(join(project, '.headroom'), { recursive: true });
  mkdirSync(join(project, 'sub'));
  writeFileSync(join(project, '.headroom', 'filters.toml'), filter);
  writeFileSync(join(project, 'out.txt'), `begin\n${noise}${objects}noise error: kept\nend\n`);
  writeFileSync(join(project, 'sub', 'build.sh'), 'cat ../out.txt\n');
  writeFileSync(join(project, 'sub', 'build-red.sh'), 'cat ../out.txt; exit 3\n');
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

/** As an agent does; no sidecar answers, so that only the filters work. */
function run(script: string): Promise<{ code: number | null; output: string; told: string }> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: directory, HEADROOM_HOME: home, HEADROOM_PORT: '9', CLAUDECODE: '1' };
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `${ownLine} run -- sh ${script}; exit $?`], {
      cwd: join(project, 'sub'),
      detached: true,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { output: '', told: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      text.output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text.told += chunk;
    });
    child.once('close', (code) => resolve({ code, ...text }));
  });
}

/** A person at a terminal. */
async function answer(line: string, isTTY = true): Promise<{ code: number; shown: string }> {
  let shown = '';
  const screen = new Writable({
    write(chunk, _, done) {
      shown += chunk;
      done();
    },
  });
  const stdin = Object.assign(new PassThrough(), { isTTY });
  stdin.end(`${line}\n`);
  const code = await trustFilters(
    { home, directory: join(project, 'sub') },
    { stdin, stdout: screen, stderr: screen, env: {} },
  );
  return { code, shown };
}
const raw = (): string => readFileSync(join(project, 'out.txt'), 'utf8');

describe.skipIf(process.platform !== 'linux')('filters of a project', { timeout: 60_000 }, () => {
  it('are not used before a person trusts their very content, which is told once', async () => {
    const [first, second] = [await run('build.sh'), await run('build.sh')];
    expect([first.output, second.output]).toEqual([raw(), raw()]);
    expect([first.told, second.told]).toEqual([expect.stringContaining('headroom filters trust'), '']);
    await expect(answer('y', false)).rejects.toMatchObject({ code: 'cli.usage' });
    expect((await answer('n')).code).toBe(1);
    expect((await run('build.sh')).output).toBe(raw());
    const { code, shown } = await answer('y');
    expect([code, shown]).toEqual([0, expect.stringContaining("drop = ['^noise ']")]);
    const { output } = await run('build.sh');
    expect(output).toMatch(
      /^begin\nCC part0.o\n… 8 more lines like this\nnoise error: kept\nend\n\[headroom: 4 of 52 lines/,
    );
    const kept = /whole output: (.*)\]\n$/.exec(output)?.[1] ?? '';
    expect(readFileSync(kept.replace(/^~/, directory), 'utf8')).toBe(raw());
    writeFileSync(join(project, '.headroom', 'filters.toml'), `${filter}# changed\n`);
    expect((await run('build.sh')).output).toBe(raw());
  });

  it('leave a command that failed as it is', async () => {
    await answer('y');
    expect(await run('build-red.sh')).toEqual({ code: 3, output: raw(), told: '' });
  });

  it('that are wrong are told and not used', async () => {
    writeFileSync(
      join(home, '..', 'project', '.headroom', 'filters.toml'),
      "[[filter]]\ncommand='sh *'\ndrop=['(a)\\1']",
    );
    await expect(answer('y')).rejects.toMatchObject({ code: 'filter.malformed' });
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'filters.toml'), 'x = 1');
    const { output, told } = await run('build.sh');
    expect([output, told]).toEqual([raw(), expect.stringContaining('were not used')]);
    const env = { HEADROOM_HOME: home, HOME: directory };
    const listed = await runNode([bin, 'filters', 'list', '--json'], { env });
    expect(JSON.parse(listed.stdout).files).toMatchObject([{ kind: 'own', problem: expect.stringContaining('x') }]);
  });
});
