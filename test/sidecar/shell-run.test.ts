import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownLine, until } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

let sidecar: SidecarProcess;
let home = '';
let work = '';

beforeAll(async () => {
  home = makeHome();
  sidecar = await startSidecarProcess(home, 'http://127.0.0.1:9');
  work = mkdtempSync(join(tmpdir(), 'headroom-run-'));
  const rows = Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, role: 'member', active: true }));
  writeFileSync(join(work, 'users.json'), `${JSON.stringify(rows, null, 2)}\n`);
  writeFileSync(join(work, 'list.sh'), `cat "${join(work, 'users.json')}"\n`);
  writeFileSync(
    join(work, 'stop.cjs'),
    'process.on("SIGTERM", () => { console.log("bye"); process.exit(7); });\nsetInterval(() => {}, 1000);\nconsole.log("started");\nrequire("node:fs").writeFileSync("ready", "");\n',
  );
  writeFileSync(join(work, 'fail.sh'), `cat "${join(work, 'users.json')}"; echo 'FATAL: 3 failed' >&2; exit 3\n`);
});
afterAll(async () => {
  await cleanUp();
  rmSync(work, { recursive: true, force: true, maxRetries: 9 });
});

interface Done {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Runs a command line as an agent does: a shell that leads its own group, both streams in one pipe.
 * @param options signalWhen: as soon as this file is there, the group gets SIGTERM
 */
function runAsAgent(
  line: string,
  options: { port?: number; signalWhen?: string; shell?: string; into?: number; stdin?: 'pipe' } = {},
): Promise<Done> {
  const { PATH = '' } = process.env;
  const port = options.port ?? Number(new URL(sidecar.url).port);
  return new Promise((resolve) => {
    const child = spawn(options.shell ?? 'sh', ['-c', `exec 2>&1\n${line}\n`], {
      cwd: work,
      detached: true,
      env: { PATH, HOME: home, HEADROOM_HOME: home, HEADROOM_PORT: String(port), CLAUDECODE: '1' },
      // The last one: an output that the shell inherits and knows nothing of, as programs leak them.
      stdio: [options.stdin ?? 'ignore', options.into ?? 'pipe', 'inherit', ...Array<'ignore'>(20).fill('ignore'), 2],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    const { signalWhen } = options;
    if (signalWhen !== undefined) {
      void until(() => existsSync(join(work, signalWhen))).then(() => process.kill(-child.pid!, 'SIGTERM'));
    }
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Tries until the output got shorter than `bytes`: on a busy machine the engine may not answer in time, and then the raw bytes come. */
async function runShorter(bytes: number, attempt: () => Promise<Done>): Promise<Done> {
  let done: Done | undefined;
  await until(async () => {
    done = await attempt();
    return done.output.length < bytes;
  });
  return done!;
}

const run = (line: string): string => `${ownLine} run -- ${line}`;

describe.skipIf(process.platform !== 'linux')('headroom run', () => {
  it('shortens what an agent reads, and what follows begins on a line of its own', async () => {
    const raw = readFileSync(join(work, 'users.json'), 'utf8');
    const line = `${run('sh list.sh')}; echo "code $?"`;
    const { code, output } = await runShorter(raw.length / 2, () => runAsAgent(line));
    expect(output).toContain('user 59');
    expect(output.endsWith('\ncode 0\n')).toBe(true);
    expect(code).toBe(0);
  });

  it('keeps every fact of a failed command, in order, and its exit code', async () => {
    const { code, output } = await runAsAgent(run('sh fail.sh'));
    expect(code).toBe(3);
    for (let id = 0; id < 60; id++) expect(output).toContain(`user ${id}`);
    expect(output).toMatch(/FATAL: 3 failed\n$/);
    expect(output).not.toContain('[headroom:');
  });

  it('leaves pipes and redirections alone', async () => {
    const raw = readFileSync(join(work, 'users.json'), 'utf8');
    const { output } = await runAsAgent(`${run('sh list.sh')} | wc -c; ${run('sh list.sh')} > copy.json; true`);
    expect(Number(output)).toBe(raw.length);
    expect(readFileSync(join(work, 'copy.json'), 'utf8')).toBe(raw);
    expect((await runAsAgent(`x=$(${run('sh list.sh')}); printf %s "$x"`)).output).toBe(raw.trimEnd());
  });

  it('shortens also for an agent that reads from a file', async () => {
    const { output } = await runShorter(readFileSync(join(work, 'users.json')).length / 2, async () => {
      const file = openSync(join(work, 'agent.txt'), 'w');
      const { code } = await runAsAgent(`${run('cat users.json')}; true`, { into: file });
      closeSync(file);
      return { code, output: readFileSync(join(work, 'agent.txt'), 'utf8') };
    });
    expect(output).toContain('user 59');
    expect(output).toContain('[60 rows]');
  });

  it.for(['sh', 'bash', 'zsh'])(
    'writes what a command prints into the file that %s leads it to',
    async (shell, context) => {
      const raw = readFileSync(join(work, 'users.json'), 'utf8');
      if ((await runAsAgent(`${shell} -c 'exit 9'`)).code !== 9) context.skip(`there is no ${shell}`);
      const cat = run('cat users.json');
      for (const [index, line] of [
        `${cat} > f0`,
        `${cat} > f1; true`,
        `{ ${cat}; } > f2; true`,
        `for i in 1; do ${cat}; done > f3; true`,
        `f() { ${cat}; }; f > f4; true`,
      ].entries()) {
        await runAsAgent(line, { shell });
        expect(readFileSync(join(work, `f${index}`), 'utf8')).toBe(raw);
      }
    },
  );

  it('prints the bytes as they are when no sidecar answers', async () => {
    const { output } = await runAsAgent(run('sh list.sh'), { port: 9 });
    expect(output).toBe(readFileSync(join(work, 'users.json'), 'utf8'));
  });

  it('hands signals on and still prints what there was', async () => {
    const line = run(`"${process.execPath}" stop.cjs`);
    const { code, output } = await runAsAgent(`trap : TERM; ${line}; exit $?`, { signalWhen: 'ready' });
    expect(output).toBe('started\nbye\n');
    expect(code).toBe(7);
  });

  it('ends a program whose reader is gone as a pipe does, and keeps nothing of what it wrote', {
    timeout: 60_000,
  }, async () => {
    const line = run(`sh -c 'yes "a line of some length"; echo $? > ended'`);
    const child = spawn('sh', ['-c', `exec 2>&1\n${line}\n`], {
      cwd: work,
      detached: true,
      env: {
        PATH: process.env.PATH,
        ...{ HOME: home, HEADROOM_HOME: home, HEADROOM_PORT: '9', CLAUDECODE: '1' },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdout.once('data', () => child.stdout.destroy());
    await ended;
    // The shell in between lives on, and tells what became of the program: 128 and SIGPIPE.
    expect(readFileSync(join(work, 'ended'), 'utf8')).toBe('141\n');
    expect(readdirSync(join(home, 'spool'))).toEqual([]);
  });

  it('says what a shell says of programs that do not exist or may not run', async () => {
    expect(await runAsAgent(run('no-such-program-here'))).toEqual({
      code: 127,
      output: 'headroom: no-such-program-here: command not found\n',
    });
    expect((await runAsAgent(run('./users.json'))).code).toBe(126);
  });

  it('gives the command the environment that it was given itself', async () => {
    const read = async (line: string): Promise<string[]> =>
      (await runAsAgent(`${line} | sort`)).output.split('\n').filter((entry) => !entry.startsWith('_='));
    const own = await read('env');
    expect(own.length).toBeGreaterThan(4);
    expect(await read(run('env'))).toEqual(own);
  });

  it('runs also in a directory that is gone', async () => {
    const { code, output } = await runAsAgent(
      `mkdir gone; cd gone; rmdir ../gone; ${run('cat /proc/self/stat')}; exit $?`,
    );
    expect([code, output]).toEqual([0, expect.stringContaining('(cat)')]);
  });

  it('shortens inside the shell of Claude Code, which moves its input, and not where that shell moves its output', async () => {
    const inClaude = (line: string) => runAsAgent(`exec bash -c "eval '${line}' < /dev/null"`, { stdin: 'pipe' });
    const raw = readFileSync(join(work, 'users.json'), 'utf8');
    const [command, file] = [run('sh list.sh').replaceAll('"', '\\"'), join(work, 'moved.json')];
    expect((await runShorter(raw.length / 2, () => inClaude(command))).output).toContain('user 59');
    await inClaude(`{ ${command}; } > ${file}; true`);
    expect(readFileSync(file, 'utf8')).toBe(raw);
    await inClaude(`{ ${command}; } > ${file} 2>&1; true`);
    expect(readFileSync(file, 'utf8')).toBe(raw);
  });
});
