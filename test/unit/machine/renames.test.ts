import { describe, expect, it } from 'vitest';
import { renameOver } from '../../../sidecar/machine/renames.ts';

/** A system that fails so many times. */
function make(platform: NodeJS.Platform, code: string, failures: number) {
  let calls = 0;
  const rename = async (): Promise<void> => {
    calls += 1;
    if (calls <= failures) throw Object.assign(new Error(code), { code });
  };
  return { system: { platform, rename }, calls: () => calls };
}

describe('renameOver', () => {
  it('is patient on Windows, where somebody may have the file open', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      const { system, calls } = make('win32', code, 2);
      await renameOver('a', 'b', system);
      expect(calls()).toBe(3);
    }
  });

  it('gives up in the end, and at once where waiting does not help', async () => {
    for (const [platform, code, expected] of [
      ['win32', 'EBUSY', 8],
      ['win32', 'ENOSPC', 1],
      ['linux', 'EPERM', 1],
    ] as const) {
      const { system, calls } = make(platform, code, 100);
      await expect(renameOver('a', 'b', system)).rejects.toMatchObject({ code });
      expect(calls()).toBe(expected);
    }
  });
});
