import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { CASE_PROXY, type CaseHome, listClientCases, makeCaseHome, readTree } from '../../scripts/lib/client-cases.ts';
import { root } from '../../scripts/lib/project.ts';
import { startNode } from './support/run-process.ts';

/** Points at which the writing process is killed. More by HEADROOM_KILLS=500. */
const KILLS = Number(process.env.HEADROOM_KILLS ?? 60);
/** From the first word of the process: several rounds fit in, so a kill falls anywhere between two system calls. */
const SPAN_MS = 120;

const loop = join(root, 'test/sidecar/support/client-loop.ts');
/** One of each format: JSON, TOML, a start-up file of a shell together with JSON, YAML; where the user writes meanwhile. */
const subjects = [
  ['claude-code', 'plain', ''],
  ['codex', 'own-provider', '.codex/config.toml'],
  ['gemini-cli', 'bash', '.bashrc'],
  ['goose', 'plain', '.config/goose/config.yaml'],
] as const;

const homes: CaseHome[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
});

/** The place of the kill differs in each run and is named when a run fails; the seed of the choice is fixed. */
function* places(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    yield (state / 2 ** 31) * SPAN_MS;
  }
}

function withoutComments(files: ReadonlyMap<string, Buffer>): Record<string, string> {
  return Object.fromEntries(
    [...files].map(([name, bytes]) => [name, bytes.toString().replaceAll(/^# mine .*\n/gm, '')]),
  );
}

describe.each(subjects)('%s (%s), killed while it is set up and taken back', (client, name, edited) => {
  const count = Math.ceil(KILLS / subjects.length);

  it(`${count} times: nothing points at a dead port, nothing of the user's is lost`, async () => {
    const one = listClientCases(root).find((known) => known.client === client && known.name === name)!;
    const home = makeCaseHome(one);
    homes.push(home);
    const before = withoutComments(readTree(home.path));
    const mine = edited === '' ? '' : join(home.path, edited);
    const chance = places(20261127);
    let recovered = 0;
    for (let kill = 0; kill < count; kill++) {
      const afterMs = chance.next().value as number;
      const running = startNode([loop, home.path, client, mine], { env: {} });
      await running.waitFor(/begun/);
      await sleep(afterMs);
      running.child.kill('SIGKILL');
      await running.ended;
      if (mine !== '' && kill % 2 === 0) appendFileSync(mine, `# mine after ${kill}\n`);
      const lines = mine === '' ? [] : readMine(mine);
      // What the next start does first.
      if ((await home.open().recover()) !== null) recovered++;
      const where = `kill ${kill} after ${afterMs.toFixed(1)} ms`;
      // What a kill leaves in our own directory before anything of the user's was touched goes with the next change.
      expect(
        listScraps(home.path).filter((name) => !name.startsWith('.headroom')),
        where,
      ).toEqual([]);
      const isConnected = (await home.open().states())[client] === 'connected';
      const routed = [...readTree(home.path)].some(
        ([path, bytes]) => !path.endsWith('.headroom-backup') && bytes.includes(CASE_PROXY),
      );
      // Either all of it is known and can be taken back, or nothing of ours is there.
      expect(routed, where).toBe(isConnected);
      if (mine !== '') expect(readMine(mine), where).toEqual(lines);
      await home.open().disconnect('all');
      expect(withoutBackups(withoutComments(readTree(home.path))), where).toEqual(before);
      expect(listScraps(home.path), where).toEqual([]);
    }
    expect(recovered).toBeGreaterThan(0);
  }, 600_000);
});

/** Half-written files of ours, and a journal or a lock that somebody forgot. */
function listScraps(home: string): string[] {
  const names = readdirSync(home, { recursive: true }).map(String);
  return names.filter((name) => /\.tmp$|journal\.json$/.test(name));
}

function readMine(path: string): string[] {
  return readFileSync(path, 'utf8').match(/^# mine .*$/gm) ?? [];
}

function withoutBackups(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith('.headroom-backup')));
}

describe('a killed process', () => {
  it('leaves a lock that the next one takes over', async () => {
    const home = makeCaseHome(listClientCases(root).find(({ client }) => client === 'codex')!);
    homes.push(home);
    const directory = join(home.path, '.headroom', 'clients');
    mkdirSync(directory, { recursive: true });
    const gone = startNode(['-e', ''], { env: {} });
    const { pid } = gone.child;
    await gone.ended;
    writeFileSync(join(directory, 'lock'), String(pid));
    expect((await home.open().connect('codex', { force: true })).map(({ outcome }) => outcome)).toEqual(['connected']);
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    rmSync(directory, { recursive: true, maxRetries: 9 });
  });
});
