/**
 * Golden cases of clients: test/cases/clients/<id>/<name>/before and after are home directories; env.json beside them
 * holds further variables ("~" is that home). `after` is what connecting makes of `before`.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { type Clients, createClients } from '../../sidecar/clients/index.ts';

export const CLIENT_CASES_DIR = 'test/cases/clients';

/** Fixed, so that cases are the same everywhere. */
export const CASE_PROXY = 'http://127.0.0.1:8787';
export const CASE_NOW = Date.UTC(2026, 10, 27, 8, 0, 0);

export interface ClientCase {
  readonly client: string;
  readonly name: string;
  readonly directory: string;
}

/** A home directory in a temporary place, with a client room over it. */
export interface CaseHome {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** A new room each time, as another process would have. */
  open(): Clients;
  remove(): void;
}

/** All cases, sorted. @param root the project's directory */
export function listClientCases(root: string): ClientCase[] {
  const directory = join(root, CLIENT_CASES_DIR);
  return readdirSync(directory)
    .sort()
    .flatMap((client) =>
      readdirSync(join(directory, client))
        .sort()
        .map((name) => ({ client, name, directory: join(directory, client, name) })),
    );
}

/** Copies the home of a case into a temporary directory. */
export function makeCaseHome({ directory }: ClientCase): CaseHome {
  const path = mkdtempSync(join(tmpdir(), 'headroom-home-'));
  cpSync(join(directory, 'before'), path, { recursive: true });
  const file = join(directory, 'env.json');
  const more = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const expanded = Object.entries(more).map(([name, value]) => [name, value.replace(/^~/, () => path)]);
  const env: Record<string, string> = { HOME: path, PATH: '', GEMINI_API_KEY: 'k', ...Object.fromEntries(expanded) };
  // Only its name counts here: a shell that runs would be asked for its PATH each time.
  env.SHELL = `/nowhere/${basename(env.SHELL ?? 'bash')}`;
  return {
    path,
    env,
    open: () =>
      createClients({
        ...{ home: join(path, '.headroom'), userHome: path, env, proxyUrl: CASE_PROXY },
        platform: 'linux',
        now: () => CASE_NOW,
      }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Every file below a directory by its path, without Headroom's own. Backups beside files are named by their stem only. */
export function readTree(directory: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).replaceAll('\\', '/');
    if (entry.isDirectory() || name.startsWith('.headroom/')) continue;
    files.set(name.replace(/(\.headroom-backup)-.*/, '$1'), readFileSync(path));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What connecting makes of a case. */
export async function runClientCase(one: ClientCase): Promise<Map<string, Buffer>> {
  const home = makeCaseHome(one);
  try {
    await home.open().connect(one.client, { force: true });
    const files = readTree(home.path);
    for (const name of files.keys()) if (name.endsWith('.headroom-backup')) files.delete(name);
    return files;
  } finally {
    home.remove();
  }
}

/** Rewrites a case's expectation. @returns whether it was another one */
export async function updateClientCase(one: ClientCase): Promise<boolean> {
  const made = await runClientCase(one);
  const after = join(one.directory, 'after');
  const known = existsSync(after) ? readTree(after) : new Map<string, Buffer>();
  if (isSameTree(made, known)) return false;
  rmSync(after, { recursive: true, force: true });
  for (const [name, bytes] of made) {
    mkdirSync(dirname(join(after, name)), { recursive: true });
    writeFileSync(join(after, name), bytes);
  }
  return true;
}

export function isSameTree(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): boolean {
  return a.size === b.size && [...a].every(([name, bytes]) => b.get(name)?.equals(bytes) === true);
}
