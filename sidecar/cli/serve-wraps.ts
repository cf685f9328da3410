import type { Settings } from '../contract/settings.ts';
import { readVersion } from '../machine/index.ts';
import { recordProxy } from '../supervisor/index.ts';
import { makeApiExtras } from './api-extras.ts';
import { logCrashes } from './log-crashes.ts';
import { claimPort } from './run-sidecar.ts';
import type { Io } from './types.ts';
import { whenUnused } from './wrap/until-unused.ts';

/** Runs a sidecar for wrapped tools: it is found by further ones, and ends with the last. */
export async function serveWraps(settings: Settings, io: Io): Promise<number> {
  if (!(await claimPort(settings, io))) return 0;
  const { startSidecar } = await import('../main.ts');
  const sidecar = await startSidecar(settings, makeApiExtras(settings, io.env));
  const endCrashes = logCrashes(sidecar.services.log);
  const facts = { kind: 'wrap', url: sidecar.url, version: await readVersion() } as const;
  let forget = await recordProxy(settings.home, facts);
  await whenUnused(settings.home, Number(new URL(sidecar.url).port), {
    async enter() {
      forget = await recordProxy(settings.home, facts);
    },
    leave: () => forget(),
  });
  await sidecar.close();
  endCrashes();
  return 0;
}
