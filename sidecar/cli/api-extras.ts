import type { SidecarExtras } from '../contract/api.ts';
import type { Settings } from '../contract/settings.ts';
import { createDataDoor } from './data-door.ts';
import { diagnose } from './diagnose.ts';
import { uninstallFromInside } from './installed.ts';
import { createLoginDoor } from './login-door.ts';
import type { Io } from './types.ts';

/** What a sidecar that the command line started offers to its page besides. */
export function makeApiExtras(settings: Settings, env: Io['env']): SidecarExtras {
  return {
    diagnose: async () =>
      // A remedy is run by the command line only.
      (await diagnose(settings, env)).map(({ check, level, message, hint = null }) => ({
        check,
        level,
        message,
        hint,
      })),
    demo: async () => (await import('../demo/index.ts')).replayDemo(),
    ...(!settings.stateless && {
      data: createDataDoor(settings.home, env),
      loginStart: createLoginDoor(settings, env),
      uninstall: () => uninstallFromInside(settings, env),
    }),
  };
}
