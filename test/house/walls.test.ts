import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floorPlan, openRooms, rootFiles } from '../../scripts/lib/floor-plan.ts';
import { readProjectFile } from '../../scripts/lib/tree.ts';
import { renewWalls } from '../../scripts/lib/walls.ts';

const rooms = Object.keys(floorPlan);
/** Files other than index.ts and types.ts by which somebody may enter a room. */
function singleDoors(room: string): string[] {
  const open = Object.values(floorPlan).flatMap(({ may }) => may.filter((door) => door.startsWith(`${room}/`)));
  return [...new Set(open.map((door) => door.slice(room.length + 1)))].filter((file) => file !== 'types');
}

/** Every way into the other rooms that a file could try. */
const doors: readonly string[] = [
  ...rooms.flatMap((room) => ['index', 'types', ...singleDoors(room), 'deep/inside'].map((door) => `${room}/${door}`)),
  'contract/settings',
  ...rootFiles,
];

function isOpen(room: string, door: string): boolean {
  const allowed = floorPlan[room]?.may ?? [];
  const [target = '', file = ''] = door.split(/\/(.*)/);
  if (allowed.includes(door)) return true;
  if (!allowed.includes(target)) return false;
  return [...openRooms, ...rootFiles].includes(target) || file === 'index' || file === 'types';
}

const builtins = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:sqlite', 'node:crypto'];

/** node:fs stands for node:fs/promises as well; only a pure room is denied what nobody guards. */
function mayUse(room: string, builtin: string): boolean {
  const { builtins: own = [], isPure = false } = floorPlan[room] ?? {};
  return (
    own.some((name) => builtin === name || builtin.startsWith(`${name}/`)) || (builtin === 'node:crypto' && !isPure)
  );
}

let scratch = '';
/** Refused imports per file, as biome reports them. */
let refused = new Map<string, Set<string>>();

function writeProbe(path: string, imports: readonly string[]): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  const lines = imports.map((specifier, index) => `import type { X as X${index} } from '${specifier}';`);
  const uses = imports.map((_, index) => `X${index}`).join(' | ');
  writeFileSync(join(scratch, path), `${lines.join('\n')}\nexport type All = ${uses};\n`);
}

function lint(): Map<string, Set<string>> {
  const require = createRequire(import.meta.url);
  const biome = join(dirname(require.resolve('@biomejs/biome/package.json')), 'bin', 'biome');
  const args = [biome, 'lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none', '.'];
  let output = '';
  try {
    output = execFileSync(process.execPath, args, {
      cwd: scratch,
      encoding: 'utf8',
      // Every refused import of every room: more than the usual megabyte.
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // A non-zero exit is what is expected: walls were hit.
    output = String((error as { stdout?: unknown }).stdout ?? '');
  }
  const found = new Map<string, Set<string>>();
  for (const [, file = '', line = ''] of output.matchAll(/file=([^,]+),line=(\d+)/g)) {
    const path = relative(scratch, resolve(scratch, file)).replaceAll('\\', '/');
    found.set(path, (found.get(path) ?? new Set()).add(line));
  }
  return found;
}

beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-walls-')));
  const { $schema: _, ...config } = JSON.parse(readProjectFile('.biome.json'));
  writeFileSync(join(scratch, 'biome.json'), JSON.stringify({ root: true, ...config }));
  for (const room of rooms) {
    writeProbe(
      `sidecar/${room}/probe.ts`,
      doors.map((door) => `../${door}.ts`),
    );
    writeProbe(
      `sidecar/${room}/deep/probe.ts`,
      doors.map((door) => `../../${door}.ts`),
    );
    writeProbe(`sidecar/${room}/builtins.ts`, builtins);
  }
  writeProbe('app/pages/probe.ts', [
    '../../sidecar/contract/api.ts',
    '../../sidecar/engine/index.ts',
    '../../sidecar/main.ts',
    'node:fs',
  ]);
  writeProbe('sidecar/main.ts', [
    './services.ts',
    './proxy/index.ts',
    './api/index.ts',
    './store/index.ts',
    './proxy/route.ts',
  ]);
  writeProbe('sidecar/services.ts', [
    './store/index.ts',
    './store/open.ts',
    './cli/index.ts',
    './main.ts',
    './proxy/types.ts',
  ]);
  refused = lint();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function refusedOf(path: string, imports: readonly string[]): string[] {
  const lines = refused.get(path) ?? new Set();
  return imports.filter((_, index) => lines.has(String(index + 1)));
}

describe('walls', () => {
  it('are those of the floor plan', () => {
    const config = readProjectFile('.biome.json');
    expect(JSON.parse(config)).toEqual(JSON.parse(renewWalls(config)));
  });

  describe.each(rooms)('%s/', (room) => {
    const foreign = doors.filter((door) => !door.startsWith(`${room}/`));
    const closed = foreign.filter((door) => !isOpen(room, door));

    it.each(['probe.ts', 'deep/probe.ts'])('%s can enter what the plan allows and nothing else', (file) => {
      const hit = refusedOf(`sidecar/${room}/${file}`, doors).filter((door) => !door.startsWith(`${room}/`));
      expect(hit).toEqual(closed);
    });

    it('uses the builtins that are its own', () => {
      expect(refusedOf(`sidecar/${room}/builtins.ts`, builtins)).toEqual(
        builtins.filter((name) => !mayUse(room, name)),
      );
    });
  });

  it('stand around the page, main.ts and services.ts', () => {
    expect([...(refused.get('app/pages/probe.ts') ?? [])].sort()).toEqual(['2', '3', '4']);
    expect([...(refused.get('sidecar/main.ts') ?? [])].sort()).toEqual(['4', '5']);
    expect([...(refused.get('sidecar/services.ts') ?? [])].sort()).toEqual(['2', '3', '4']);
  });
});
