import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A directory that is / for what runs in it. */
export interface TrialRoot {
  readonly path: string;
  /** Everything that a program in it finds in its environment. */
  readonly env: Record<string, string>;
  /** The command line that runs a program in it. */
  command(program: string, args: readonly string[]): { file: string; args: string[] };
  /** Runs a program to its end and gives what it printed. @throws with its stderr when it fails. */
  run(program: string, args: readonly string[]): string;
  /** Runs this machine's dpkg on it. @throws with what dpkg said when it fails. */
  dpkg(args: readonly string[]): void;
  /** Version of a package that is installed in it. */
  query(name: string): string;
  /** Lets go of what is mounted in it. */
  close(): void;
}

/** What maintainer scripts may count on: packages that Debian marks essential. */
const programs = ['/bin/sh', '/bin/readlink', '/bin/sed', '/bin/sleep'];
const merged = ['bin', 'sbin', 'lib', 'lib64'];
/** Libraries of packages that ours depends on and that every program needs. */
const libraries = ['libstdc++.so.6', 'libgcc_s.so.1', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0', 'libc.so.6'];

/**
 * Makes a root with a shell, the C and C++ libraries and this machine's list of packages. Must run as root of a mount
 * and process namespace of its own.
 */
export function makeTrialRoot(path: string): TrialRoot {
  for (const name of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'proc', 'dev', 'tmp', 'home', 'etc', 'var'])
    mkdirSync(join(path, name), { recursive: true });
  for (const name of merged) symlinkSync(`usr/${name}`, join(path, name));
  for (const program of programs) addProgram(path, program);
  for (const library of findLibraries(libraries)) addFile(path, library);
  for (const name of ['info', 'updates', 'triggers']) mkdirSync(join(path, 'var/lib/dpkg', name), { recursive: true });
  cpSync('/var/lib/dpkg/status', join(path, 'var/lib/dpkg/status'));
  // The packages of that list are not here: their triggers must not run.
  const mounts = mountIn(path);
  const env = { PATH: '/usr/bin:/usr/sbin', HOME: '/home/user', LANG: 'C.UTF-8' };
  const command: TrialRoot['command'] = (program, args) => ({ file: 'chroot', args: [path, program, ...args] });
  return {
    path,
    env,
    command,
    run(program, args) {
      const { file, args: all } = command(program, args);
      return execFileSync(file, all, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    },
    dpkg(args) {
      const own = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
      execFileSync('dpkg', [`--root=${path}`, ...args], { env: own, stdio: ['ignore', 'ignore', 'pipe'] });
    },
    query: (name) => execFileSync('dpkg-query', [`--root=${path}`, '-W', `-f=\${Version}`, name], { encoding: 'utf8' }),
    close() {
      for (const mount of mounts) execFileSync('umount', ['--lazy', mount]);
    },
  };
}

/** Every path below a directory, with what dpkg notes for itself left out. */
export function listTree(path: string, below = ''): string[] {
  return readdirSync(join(path, below), { withFileTypes: true }).flatMap((entry) => {
    const name = join(below, entry.name);
    if (['proc', 'dev', 'tmp', 'var/lib/dpkg', 'var/log'].includes(name)) return [];
    return entry.isDirectory() ? [name, ...listTree(path, name)] : [name];
  });
}

function mountIn(path: string): string[] {
  const proc = join(path, 'proc');
  execFileSync('mount', ['-t', 'proc', 'proc', proc]);
  const mounts = [proc];
  // Devices cannot be made in a user's namespace, but those of the machine can be shown.
  for (const name of ['null', 'urandom']) {
    const device = join(path, 'dev', name);
    writeFileSync(device, '');
    execFileSync('mount', ['--bind', `/dev/${name}`, device]);
    mounts.push(device);
  }
  return mounts;
}

function addProgram(root: string, program: string): void {
  addFile(root, program);
  for (const library of readLibraries(program)) addFile(root, library);
}

function addFile(root: string, path: string): void {
  const target = join(root, path);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
}

/** Absolute paths of the libraries that a program loads. */
export function readLibraries(program: string): string[] {
  const printed = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...printed.matchAll(/(?:=> |^\s+)(\/\S+)/gm)].map((match) => match[1] ?? '');
}

function findLibraries(names: readonly string[]): string[] {
  const cache = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return names.flatMap((name) => {
    const line = cache.split('\n').find((one) => one.trim().startsWith(`${name} `));
    const path = line?.split('=> ')[1];
    return path === undefined ? [] : [path];
  });
}
