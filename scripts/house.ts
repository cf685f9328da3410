// Shows the rooms with their size and who imports whom; `-- --map` renews the table in docs/map.md, `-- --walls` the linter's rules.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './lib/project.ts';
import { listRooms, renewMap } from './lib/rooms.ts';
import { readProjectFile } from './lib/tree.ts';
import { renewWalls } from './lib/walls.ts';

for (const { name, files, lines, imports, job } of listRooms()) {
  const arrows = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([room, count]) => `${room} ${count}`);
  console.log(`${name.padEnd(10)} ${String(files).padStart(3)} files ${String(lines).padStart(6)} lines  ${job}`);
  console.log(`${' '.repeat(11)}→ ${arrows.join(', ') || 'nothing'}`);
}

if (process.argv.includes('--walls')) {
  writeFileSync(join(root, '.biome.json'), renewWalls(readProjectFile('.biome.json')));
  await runTool('@biomejs/biome', 'biome', ['format', '--write', '.biome.json']);
  console.log('\nrenewed: .biome.json');
}

// After the walls: the table shows them.
if (process.argv.includes('--map')) {
  const path = join(root, 'docs/map.md');
  writeFileSync(path, renewMap(existsSync(path) ? readProjectFile('docs/map.md') : '# Map\n'));
  console.log('\nrenewed: docs/map.md');
}
