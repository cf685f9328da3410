/**
 * Job: what the packed executable is but for `headroom run`: the command line, or one of the processes that this starts.
 * Law: wires, no logic; what headroom.mjs does for the sources is done here for the executable.
 * Neighbours: packed.ts starts it; cli/ and worker/ below.
 */
import { setFlagsFromString } from 'node:v8';
import { boundMemory, endWithLauncher, isLaunched } from './cli/own-process.mjs';

async function main(): Promise<void> {
  const part = process.env.HEADROOM_PART;
  delete process.env.HEADROOM_PART;
  if (part === 'engine') {
    // In place of the flags that the sources pass; see worker/lane.ts.
    setFlagsFromString('--max-old-space-size=768');
    setFlagsFromString('--max-semi-space-size=4');
    await import('./worker/process.ts');
    return;
  }
  if (isLaunched()) endWithLauncher();
  await boundMemory([]);
  const { runProcess } = await import('./cli/index.ts');
  await runProcess();
}

void main();
