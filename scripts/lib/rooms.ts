import { posix } from 'node:path';
import { countLines, listFiles, readProjectFile } from './tree.ts';

/** One folder of the sidecar, as it is. */
export interface Room {
  readonly name: string;
  /** What it is for: the first line of its index.ts, '' when it has none. */
  readonly job: string;
  readonly files: number;
  readonly lines: number;
  /** Rooms and root files that it imports, with the number of imports. */
  readonly imports: ReadonlyMap<string, number>;
}

/** All rooms, alphabetically. */
export function listRooms(): Room[] {
  const files = listFiles('sidecar').filter((path) => path.endsWith('.ts'));
  const names = [...new Set(files.map(roomOf))].filter((name) => !name.endsWith('.ts'));
  return names.sort().map((name) => {
    const own = files.filter((path) => roomOf(path) === name);
    const sources = own.map((path) => ({ path, text: readProjectFile(path) }));
    const imports = new Map<string, number>();
    for (const { path, text } of sources) {
      for (const target of listImports(path, text)) {
        const room = target.startsWith('sidecar/') ? roomOf(target) : target;
        if (room !== name) imports.set(room, (imports.get(room) ?? 0) + 1);
      }
    }
    const lines = sources.reduce((sum, { text }) => sum + countLines(text), 0);
    const index = sources.find(({ path }) => path === `sidecar/${name}/index.ts`);
    return { name, job: readJob(index?.text ?? ''), files: own.length, lines, imports };
  });
}

/** "engine" for sidecar/engine/code.ts, "main.ts" for sidecar/main.ts. */
function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** What a file imports of the project, as paths from the root. */
export function listImports(path: string, source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    posix.normalize(posix.join(posix.dirname(path), match[1] ?? '')),
  );
}

function readJob(index: string): string {
  const [, line = ''] = /^(?:\/\*\*\s*\n \* |\/\/ )(.+)/.exec(index) ?? [];
  return line.replace(/^Job:\s*/, '').trim();
}

/** Which room may import which, in the words of the walls in .biome.json. */
export function readWalls(): Map<string, string> {
  const walls = new Map<string, string>();
  for (const match of readProjectFile('.biome.json').matchAll(/"Wall: (\w+)\/ may import ([^;"]+);/g)) {
    walls.set(match[1] ?? '', match[2] ?? '');
  }
  return walls;
}

const BEGIN = '<!-- made by `npm run house -- --map`; do not edit up to the end mark -->';
const END = '<!-- end -->';

/** The table of rooms in docs/map.md. */
export function formatMap(): string {
  const walls = readWalls();
  const rows = listRooms().map(({ name, job }) => `| \`${name}/\` | ${job} | ${walls.get(name) ?? ''} |`);
  return [BEGIN, '', '| room | job | may import |', '|---|---|---|', ...rows, '', END].join('\n');
}

/** The document with its made part renewed; a document without one gets it at its end. */
export function renewMap(document: string): string {
  const start = document.indexOf(BEGIN);
  const end = document.indexOf(END, start);
  if (start === -1 || end === -1) return `${document.trimEnd()}\n\n${formatMap()}\n`;
  return document.slice(0, start) + formatMap() + document.slice(end + END.length);
}
