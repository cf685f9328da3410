import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { readProcessName, runBounded } from './processes.ts';

/** Who listens on a port. */
export interface Listener {
  readonly pid: number;
  /** Program name, null when the system does not tell. */
  readonly name: string | null;
}

/**
 * Whether a TCP port can be listened on right now. Port 0 is always free.
 * @throws the system's error when the address itself is unusable (EADDRNOTAVAIL, EACCES, ENOTFOUND).
 */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The process that listens on a local TCP port, or null when nobody does or the system does not tell
 * (another user's process, a container, a missing tool).
 */
export async function findListener(
  port: number,
  platform: NodeJS.Platform = process.platform,
): Promise<Listener | null> {
  const pid = await findListenerPid(port, platform);
  return pid === null ? null : { pid, name: await readProcessName(pid, platform) };
}

async function findListenerPid(port: number, platform: NodeJS.Platform): Promise<number | null> {
  if (platform === 'linux') {
    const found = await findInProc(port);
    if (found !== null) return found;
  }
  if (platform === 'win32') {
    return parseNetstatPid((await runBounded('netstat', ['-ano', '-p', 'TCP'])) ?? '', port);
  }
  const listing = await runBounded('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp']);
  const pid = /^p(\d+)$/m.exec(listing ?? '')?.[1];
  return pid === undefined ? null : Number(pid);
}

/** Linux: the socket's inode from /proc/net/tcp, then the process that holds it. Own user's processes only, unless root. */
async function findInProc(port: number): Promise<number | null> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const inode of parseProcNetInodes(await readOrEmpty(table), port)) inodes.add(inode);
  }
  if (inodes.size === 0) return null;
  for (const pid of await listOrEmpty('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    for (const fd of await listOrEmpty(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''); // closed meanwhile: not the one
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined && inodes.has(inode)) return Number(pid);
    }
  }
  return null;
}

/**
 * Inodes of listening sockets in the text of /proc/net/tcp or tcp6.
 * Columns: sl, local address as hex "address:port", remote address, state (0A = LISTEN), …, inode in column 9 from 0.
 */
export function parseProcNetInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes: string[] = [];
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (columns[3] !== '0A' || columns[1]?.split(':')[1] !== wanted) continue;
    const inode = columns[9];
    if (inode !== undefined && /^[1-9]\d*$/.test(inode)) inodes.push(inode);
  }
  return inodes;
}

/** The listening process id in the output of Windows' `netstat -ano`; the state's word is localised, so the remote port 0 tells. */
export function parseNetstatPid(listing: string, port: number): number | null {
  for (const line of listing.split('\n')) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/);
    if (protocol !== 'TCP' || !local?.endsWith(`:${port}`) || !remote?.endsWith(':0')) continue;
    if (pid !== undefined && /^[1-9]\d*$/.test(pid)) return Number(pid);
  }
  return null;
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return ''; // no such table (no IPv6, no /proc): nobody is found there
  }
}

async function listOrEmpty(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch {
    return []; // another user's process or one that has ended: it cannot be looked into
  }
}
