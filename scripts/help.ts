// Lists the npm scripts with the first line of each.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './lib/project.ts';

const names = readdirSync(join(root, 'scripts'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();
const width = Math.max(...names.map((name) => name.length));

for (const name of names) {
  const [line = ''] = readFileSync(join(root, 'scripts', `${name}.ts`), 'utf8').split('\n');
  const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
  console.log(`${command.padEnd(width + 'npm run '.length)}  ${line.replace(/^\/\/ ?/, '')}`);
}
