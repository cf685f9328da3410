import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { claimFile, isSameAlive, type Owner, readOwner, readTextWithin, removeFile } from '../machine/index.ts';
import { toFileError } from './failures.ts';

const MAX_CLAIM_BYTES = 64 * 1024;

/**
 * Does something with a tool that only one process at a time may do. The claim of a process that was killed is taken over.
 * @throws AppError tool.busy naming the other process, tool.denied, tool.disk; and what `work` throws.
 */
export async function withToolClaim<T>(home: string, id: string, work: () => Promise<T>): Promise<T> {
  const path = join(home, 'tools', `${id}.claim`);
  const owner = await readOwner();
  const text = JSON.stringify(owner);
  const claim = await claimFile(path, text, async (holder) => {
    const other = parseOwner(holder);
    return other === null || !(await isSameAlive(other));
  }).catch((error) => {
    throw toFileError(error, path);
  });
  if (!claim.isOurs) {
    const pid = parseOwner(claim.holder)?.pid;
    throw new AppError('tool.busy', `${id} is being changed by another Headroom${pid ? ` (process ${pid})` : ''}.`, {
      hint: 'Wait until it is done, then run the same command again.',
    });
  }
  try {
    return await work();
  } finally {
    // Only while it is ours: somebody may have taken everything away meanwhile.
    if ((await readTextWithin(path, MAX_CLAIM_BYTES).catch(() => null)) === text) await removeFile(path);
  }
}

function parseOwner(text: string): Owner | null {
  try {
    const { pid, identity } = JSON.parse(text) as Owner;
    return Number.isSafeInteger(pid) ? { pid, identity: typeof identity === 'string' ? identity : null } : null;
  } catch {
    return null; // cut by a crash: nobody's
  }
}
