import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { paths } from './deb-files.ts';
import { readLibraries } from './trial-root.ts';

/**
 * Has the entry of the menu and the description of the app judged by the programs of freedesktop.org.
 * @param root where the package is installed. @returns what was checked, or why not, a line each. @throws when it is wrong.
 */
export function checkTexts(root: string): string[] {
  return [
    judge('desktop-file-validate', [join(root, paths.desktopEntry)]),
    judge('appstreamcli', ['validate', '--no-net', '--explain', join(root, paths.metainfo)]),
  ];
}

function judge(program: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, [...args], { encoding: 'utf8' });
  if (error) return `skipped: ${program} (it is not installed here)`;
  if (status !== 0) throw new Error(`${program} refuses the package's text:\n${stdout}${stderr}`);
  return `${program} is content`;
}

/**
 * Whether every library that the programs load comes with a package that ours depends on, directly or not.
 * @returns a line for people. @throws naming the libraries that do not.
 */
export function checkDependencies(root: string): string[] {
  const programs = ['opt/headroom/extensions/headroom', 'opt/headroom/headroom'].map((name) => join(root, name));
  const needed = programs.filter((path) => spawnSync('test', ['-x', path]).status === 0).flatMap(readLibraries);
  const packages = readClosure(root);
  const strange = [...new Set(needed)].filter((library) => {
    const owners = findOwners(library);
    return owners.length > 0 && !owners.some((owner) => packages.has(owner));
  });
  if (strange.length > 0) throw new Error(`No package that ours depends on has ${strange.join(', ')}`);
  return [`all ${new Set(needed).size} libraries come with the packages that it depends on`];
}

/** Names of the packages that ours depends on, with those that they depend on, as far as they are installed here. */
function readClosure(root: string): Set<string> {
  const printed = execFileSync(
    'dpkg-query',
    [`--root=${root}`, '-W', `-f=\${Package}\t\${Depends}, \${Pre-Depends}\n`],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const depends = new Map<string, string[]>();
  for (const line of printed.split('\n')) {
    const [name = '', all = ''] = line.split('\t');
    depends.set(
      name,
      all
        .split(/[,|]/)
        .map((one) => one.trim().replace(/[ :(].*$/, ''))
        .filter(Boolean),
    );
  }
  const closure = new Set<string>();
  const waiting = ['headroom'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (closure.has(name)) continue;
    closure.add(name);
    waiting.push(...(depends.get(name) ?? []));
  }
  return closure;
}

/** Packages of this machine that a file belongs to; on merged systems dpkg knows it by the other of its two names. */
function findOwners(library: string): string[] {
  const names = [library, library.startsWith('/usr/') ? library.slice('/usr'.length) : `/usr${library}`];
  return names.flatMap((name) => {
    const { status, stdout } = spawnSync('dpkg', ['-S', name], { encoding: 'utf8' });
    return status === 0 ? [stdout.slice(0, stdout.indexOf(':'))] : [];
  });
}
