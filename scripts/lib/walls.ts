import { floorPlan, guarded, openRooms, type RoomPlan, rootFiles } from './floor-plan.ts';

/** One entry of the linter's `overrides`. */
interface Override {
  readonly includes: readonly string[];
  readonly linter: { readonly rules: { readonly style: object } };
}

interface Pattern {
  readonly group: readonly string[];
  readonly message: string;
}

const rooms = Object.keys(floorPlan);
const byDoors = 'A room is entered by its index.ts or types.ts; see docs/map.md.';

/** The linter's overrides that keep every room within its walls. */
export function makeWalls(): Override[] {
  const inside = Object.entries(floorPlan).map(([room, plan]) => {
    const includes = [`sidecar/${room}/**`, ...(room === 'cli' ? ['!sidecar/cli/headroom.mjs'] : [])];
    return restrict(includes, [closeRooms(room, plan), ...guardDoors(plan.may), guardBuiltins(room, plan)]);
  });
  const doors = guardDoors(rooms.filter((room) => !openRooms.includes(room)));
  return [
    ...inside,
    restrict(
      ['sidecar/services.ts', 'sidecar/settings.ts'],
      [
        ...doors,
        {
          group: ['**/cli/**', '**/demo/**', '**/main.ts'],
          message: 'Wall: services.ts and settings.ts stand below main, cli and demo.',
        },
      ],
    ),
    restrict(
      ['sidecar/main.ts'],
      [
        ...doors,
        {
          group: rooms.filter((room) => ![...openRooms, 'proxy', 'api'].includes(room)).map((room) => `**/${room}/**`),
          message: 'Wall: main.ts may import services, lib, contract, and proxy and api through their doors.',
        },
      ],
    ),
    restrict(
      ['app/**', '!app/vite.config.ts'],
      [
        {
          group: ['**/sidecar/**', '!**/sidecar/contract/**'],
          message: 'The page knows of the sidecar only sidecar/contract.',
        },
        { group: ['node:*', 'node:*/**'], message: 'The page runs in a browser.' },
      ],
    ),
  ];
}

/** The linter's configuration with its walls renewed; all else stays. @param source text of .biome.json. */
export function renewWalls(source: string): string {
  const config = JSON.parse(source) as { overrides: Override[] };
  const kept = config.overrides.filter((one) => !JSON.stringify(one).includes('"noRestrictedImports"'));
  return `${JSON.stringify({ ...config, overrides: [...kept, ...makeWalls()] }, null, 2)}\n`;
}

function closeRooms(room: string, { may }: RoomPlan): Pattern {
  const isOpen = (name: string): boolean => name === room || may.some((door) => door.split('/')[0] === name);
  const closed = rooms.filter((name) => !isOpen(name)).map((name) => `**/${name}/**`);
  const files = rootFiles.filter((file) => !may.includes(file)).map((file) => `**/${file}.ts`);
  // contract/settings.ts has the name of a root file.
  const spared = files.includes('**/settings.ts') && isOpen('contract') ? ['!**/contract/settings.ts'] : [];
  const names = [...new Set(may.map((door) => door.split('/')[0]))].join(', ') || 'no other room';
  return {
    // A package of npm may have a part with the name of a room.
    group: [...closed, ...files, ...spared, '**/app/**', '!@*/**'],
    message: `Wall: ${room}/ may import ${names}; see docs/map.md.`,
  };
}

/** Rooms that are open, but only through some of their files. */
function guardDoors(may: readonly string[]): Pattern[] {
  const entered = [...new Set(may.map((door) => door.split('/')[0]!))].filter(
    (name) => !openRooms.includes(name) && name in floorPlan,
  );
  const group = entered.flatMap((name) => [
    `**/${name}/**`,
    ...(may.includes(name) ? [`!**/${name}/index.ts`, `!**/${name}/types.ts`] : []),
    ...may.filter((door) => door.startsWith(`${name}/`)).map((door) => `!**/${door}.ts`),
  ]);
  return group.length === 0 ? [] : [{ group, message: byDoors }];
}

function guardBuiltins(room: string, { builtins, isPure }: RoomPlan): Pattern {
  if (isPure) {
    return {
      group: ['node:*', 'node:*/**', ...builtins.map((name) => `!${name}`)],
      message: `${room}/ is pure: no clock, files, network or randomness.`,
    };
  }
  const closed = guarded.filter((name) => !builtins.includes(name));
  return {
    group: closed.flatMap((name) => (name === 'node:fs' ? [name, 'node:fs/**'] : [name])),
    message: 'Files and processes belong to machine/, SQL to store/.',
  };
}

function restrict(includes: readonly string[], patterns: readonly Pattern[]): Override {
  return {
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
  };
}
