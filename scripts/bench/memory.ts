import { readdirSync, readFileSync } from 'node:fs';
import type { Arm } from './arms.ts';
import { makeBody } from './bodies.ts';
import { send } from './load.ts';

/** Resident memory of a process tree in MB; null where the system does not tell (/proc is Linux). */
export interface MemorySample {
  readonly exchanges: number;
  readonly sidecarMb: number;
  readonly treeMb: number;
  /** Memory counted once where processes share pages (proportional set size), whole tree. */
  readonly treePssMb: number;
}

/** Sends many exchanges and samples memory on the way; every tenth carries new output. */
export async function measureMemory(arm: Arm, exchanges = 10_000): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  const body = (seed: number) => makeBody({ bytes: 60_000, newBytes: 8_000, hasEdits: true, seed });
  let current = body(0);
  const step = exchanges / 10;
  for (let done = 0; done < exchanges; ) {
    if (done % 40 === 0) current = body(done / 40);
    await Promise.all(Array.from({ length: 4 }, () => send(arm, current)));
    done += 4;
    if (done % step === 0) samples.push({ exchanges: done, ...sample(arm.pid) });
  }
  return samples;
}

function sample(pid: number | null): Omit<MemorySample, 'exchanges'> {
  const tree = pid === null ? [] : descendants(pid);
  const sum = (field: string) => tree.reduce((total, one) => total + readField(one, field), 0) / 1024;
  return {
    sidecarMb: tree.length > 0 ? readField(tree[0]!, 'Rss') / 1024 : 0,
    treeMb: sum('Rss'),
    treePssMb: sum('Pss'),
  };
}

function readField(pid: number, field: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  } catch {
    return 0; // no /proc, or the process has just ended
  }
}

/** A process and everything it started, itself first. */
function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // ended meanwhile
    }
  }
  const found = [root];
  for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i]!) ?? []));
  return found;
}
