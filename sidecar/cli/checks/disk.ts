import { isWritable, readDiskRoom } from '../../machine/index.ts';
import type { Check, Finding } from './types.ts';

const MIB = 1024 * 1024;
/** The ledger and one big request's originals still fit. */
const LEAST_BYTES = 64 * MIB;

export const disk = {
  id: 'disk',
  async find({ settings }) {
    const { home, stateless, originalsCapBytes } = settings;
    if (stateless) return [{ check: 'disk', level: 'ok', message: 'Nothing is written to disk (--stateless).' }];
    if (!(await isWritable(home))) {
      return [
        {
          check: 'disk',
          level: 'broken',
          message: `${home} cannot be written: originals and the ledger have no place, so only lossless edits are made.`,
          hint: 'Give yourself the right to write there, or choose another directory with HEADROOM_HOME.',
        },
      ];
    }
    return [describeRoom(home, (await readDiskRoom(home)).freeBytes, originalsCapBytes)];
  },
} satisfies Check;

/** @param capBytes that originals may take at most */
export function describeRoom(home: string, freeBytes: number, capBytes: number): Finding {
  const free = `${Math.floor(freeBytes / MIB).toLocaleString('en')} MiB free for ${home}`;
  const hint = 'Free some space, or choose another disk with HEADROOM_HOME.';
  if (freeBytes < LEAST_BYTES) return { check: 'disk', level: 'broken', message: `Only ${free}.`, hint };
  if (freeBytes < capBytes) {
    return { check: 'disk', level: 'warning', message: `${free}; originals may take ${capBytes / MIB} MiB.`, hint };
  }
  return { check: 'disk', level: 'ok', message: `${free}.` };
}
