import { listTools } from '../../supervisor/index.ts';

/** How quickly a Headroom that was made for wraps notices that nobody uses it any more. */
const LOOK_EVERY_MS = 300;

/** Whoever started it needs a moment to write down that it is used. */
const FIRST_USE_MS = 5000;

/** Where a Headroom that was made for wraps stands in the list of those that can be used. */
export interface Listing {
  enter(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Resolves when no living tool uses a port any more. It is taken off the list first and looked at once more, so that a tool
 * that comes at the same moment either keeps it alive or does not find it.
 */
export async function whenUnused(home: string, port: number, listing: Listing): Promise<void> {
  const since = performance.now();
  let hasBeenUsed = false;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    if (await isUsed(home, port)) {
      hasBeenUsed = true;
      continue;
    }
    if (!hasBeenUsed && performance.now() - since < FIRST_USE_MS) continue;
    await listing.leave();
    if (!(await isUsed(home, port))) return;
    await listing.enter();
  }
}

async function isUsed(home: string, port: number): Promise<boolean> {
  return (await listTools(home)).some((tool) => tool.port === port);
}
