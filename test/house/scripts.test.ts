import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, readProjectFile } from '../../scripts/lib/tree.ts';
import { commands } from '../../sidecar/cli/commands/index.ts';

const scripts: Record<string, string> = JSON.parse(readProjectFile('package.json')).scripts;
const files = listFiles('scripts').filter((path) => /^scripts\/[^/]+\.ts$/.test(path));

describe('npm scripts', () => {
  it('have one file each, of the same name', () => {
    expect(Object.keys(scripts).sort()).toEqual(files.map((path) => basename(path, '.ts')).sort());
    for (const [name, command] of Object.entries(scripts)) expect(command).toBe(`node scripts/${name}.ts`);
  });

  it.each(files)('%s opens with the line that `npm run help` prints', (path) => {
    expect(readProjectFile(path).split('\n')[0]).toMatch(/^\/\/ [A-Z`].{10,160}\.$/);
  });
});

describe('commands that documents name', () => {
  const documents = listFiles().filter((path) => path.endsWith('.md'));

  it.each(documents)('%s names npm scripts that exist', (path) => {
    const named = [...readProjectFile(path).matchAll(/\bnpm (?:run (?:-s |--silent )?([a-z][\w:-]*)|(start|test)\b)/g)];
    const missing = named.map((match) => match[1] ?? match[2] ?? '').filter((name) => !(name in scripts));
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s names headroom commands that exist', (path) => {
    const code = [...readProjectFile(path).matchAll(/`[^`]*`|^ {4}.*$|```[\s\S]*?```/gm)]
      .map((match) => match[0])
      .join('\n');
    const named = [...code.matchAll(/(?:^|[`\n;|] *|npx )headroom ([a-z]+)/g)].map((match) => match[1] ?? '');
    const known = ['help', ...commands.map(({ id }) => id)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
