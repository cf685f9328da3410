import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readTextWithin, removeFile, writeFileAtomic } from '../machine/index.ts';

/** This user's one window. */
export interface Instance {
  release(): Promise<void>;
}

interface Door {
  readonly port: number;
  readonly token: string;
}

const ASK_MS = 1_000;
const MAX_BYTES = 4096;

/**
 * Makes this window the user's only one, or asks the one that is there to show itself.
 * @param home directory of Headroom's files; the door's address lies in <home>/window.json (0600).
 * @returns null when another window was shown instead.
 */
export async function claimWindow(home: string, onShow: () => void): Promise<Instance | null> {
  const path = join(home, 'window.json');
  const other = parseDoor(await readTextWithin(path, MAX_BYTES).catch(() => null));
  if (other !== null && (await knock(other))) return null;
  const token = randomBytes(24).toString('base64url');
  const server = createServer((question, answer) => {
    const isKnown = question.method === 'POST' && isSame(question.headers.authorization ?? '', `Bearer ${token}`);
    answer.writeHead(isKnown ? 204 : 404).end();
    if (isKnown) onShow();
  });
  const { port } = await listen(server);
  await writeFileAtomic(path, JSON.stringify({ port, token }));
  return {
    async release() {
      server.close();
      server.closeAllConnections();
      const mine = parseDoor(await readTextWithin(path, MAX_BYTES).catch(() => null));
      if (mine?.token === token) await removeFile(path);
    },
  };
}

function listen(server: Server): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}

/** Whether a window answers there. A file that a crash left behind leads to nobody, or to a stranger who says no. */
function knock({ port, token }: Door): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(ASK_MS);
    const options = { host: '127.0.0.1', port, method: 'POST', path: '/show', headers, agent: false, signal };
    const question = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 204);
    });
    question.on('error', () => resolve(false));
    question.end();
  });
}

function parseDoor(text: string | null): Door | null {
  if (text === null) return null;
  try {
    const { port, token } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65536;
    return isPort && typeof token === 'string' ? { port, token } : null;
  } catch {
    return null; // half a file: as good as none
  }
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
