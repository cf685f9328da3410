import type { LoginStartDoor } from '../contract/login-start.ts';
import type { Settings } from '../contract/settings.ts';
import { hasDesktop, isInContainer, readVersion } from '../machine/index.ts';
import { type LoginWorld, readLogin, switchLoginOff, switchLoginOn } from '../service/index.ts';
import { makeServiceFacts } from './service-facts.ts';
import type { Io } from './types.ts';

/** The start at login of the Headroom that runs here, for its page. */
export function createLoginDoor(settings: Settings, env: Io['env']): LoginStartDoor {
  const look = async (): Promise<LoginWorld> => ({
    facts: makeServiceFacts(settings, { env }, { scope: 'user', version: await readVersion() }),
    obstacle: await findObstacle(env),
    platform: process.platform,
    now: Date.now,
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => readLogin(await look()),
    async switch(on) {
      // One after the other: two pages may be open.
      const work = last.then(async () => {
        const world = await look();
        await (on ? switchLoginOn(world) : switchLoginOff(world));
        return readLogin(world);
      });
      last = work.catch(() => {}); // told to whoever asked for it
      return work;
    },
  };
}

async function findObstacle(env: Io['env']): Promise<string | null> {
  if (await isInContainer(env)) {
    return 'Headroom runs in a container, where nobody logs in; let the container be started at boot instead.';
  }
  if (await hasDesktop(env)) return null;
  return 'This computer has no desktop to log in to; headroom install apply has the system start Headroom instead.';
}
