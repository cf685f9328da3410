// Begins a member of a family: `npm run new compressor csv` writes its file, its line in the list and a failing case.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addToList, families, toCamelCase } from './lib/families.ts';
import { root, runTool } from './lib/project.ts';

const [familyId = '', id = ''] = process.argv.slice(2);
const family = families.find((candidate) => candidate.id === familyId);

if (family === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error(`usage: npm run new <${families.map((one) => one.id).join('|')}> <kebab-case-id>`);
  process.exitCode = 2;
} else {
  const name = toCamelCase(id);
  const member = `${family.directory}/${id}.ts`;
  const list = `${family.directory}/index.ts`;
  if (existsSync(join(root, member))) throw new Error(`${member} exists already`);
  writeFileSync(join(root, list), addToList(readFileSync(join(root, list), 'utf8'), family.list, name, id));
  writeFileSync(join(root, member), family.source(name, id));
  await runTool('@biomejs/biome', 'biome', ['check', '--write', member, list]);
  console.log(`written: ${member}\nwritten: ${list} (one line more)`);
  const first = family.firstCase?.(id);
  if (first !== undefined) {
    mkdirSync(dirname(join(root, first.path)), { recursive: true });
    writeFileSync(join(root, first.path), first.text);
    console.log(`written: ${first.path} (fails until you write it)`);
  }
}
