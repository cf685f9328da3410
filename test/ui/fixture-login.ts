import { join } from 'node:path';
import type { LoginStartDoor } from '../../sidecar/contract/login-start.ts';
import { type LoginWorld, readLogin, switchLoginOff, switchLoginOn } from '../../sidecar/service/index.ts';

/** The start at login as the sidecar has it, in a home of the test's own. @param platform null: nobody can log in */
export function makeLoginDoor(home: string, platform: NodeJS.Platform | null): LoginStartDoor {
  const world: LoginWorld = {
    facts: {
      ...{ program: [process.execPath, join(home, 'headroom.mjs')], packageDir: home, home: join(home, '.headroom') },
      ...{ userHome: home, userName: 'ann', uid: 1, gid: 1, host: '127.0.0.1', port: 8787, version: '1' },
      ...{ scope: 'user', env: { HEADROOM_HOME: join(home, '.headroom') }, configHome: join(home, '.config') },
    },
    obstacle: platform === null ? 'This computer has no desktop to log in to.' : null,
    platform: platform ?? 'linux',
    now: () => 1,
  };
  return {
    read: () => readLogin(world),
    async switch(on) {
      await (on ? switchLoginOn(world) : switchLoginOff(world));
      return readLogin(world);
    },
  };
}
