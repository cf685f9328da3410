import { rename } from 'node:fs/promises';

/** On Windows a file cannot be replaced while somebody has it open without sharing it: a scanner, an indexer, a reader. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** They let go within milliseconds; together about a second and a half. */
const WAITS_MS = [10, 20, 50, 100, 200, 400, 800];

/**
 * Renames a file over another, on Windows with some patience.
 * @throws the system's error; nothing has changed then
 */
export async function renameOver(
  from: string,
  to: string,
  system: { readonly platform: NodeJS.Platform; readonly rename: typeof rename } = {
    platform: process.platform,
    rename,
  },
): Promise<void> {
  const waits = system.platform === 'win32' ? [...WAITS_MS] : [];
  for (;;) {
    try {
      await system.rename(from, to);
      return;
    } catch (error) {
      const waitMs = waits.shift();
      if (waitMs === undefined || !HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
