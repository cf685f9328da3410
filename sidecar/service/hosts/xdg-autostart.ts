import { join } from 'node:path';
import { formatDesktopEntry } from '../texts/desktop-entry.ts';
import type { ServiceHost } from '../types.ts';

/** Started by the desktop at login, nothing more. */
export const xdgAutostart = {
  id: 'xdg-autostart',
  preset: 'login',
  platform: 'linux',
  scopes: ['user'],
  probe: null,
  hint: 'The desktop reads ~/.config/autostart.',
  plan(facts) {
    const args = ['proxy', '--supervised', '--port', String(facts.port)];
    return {
      files: [
        {
          path: join(facts.configHome, 'autostart', 'headroom.desktop'),
          text: formatDesktopEntry(args, facts),
          encoding: 'utf8',
          mode: 0o644,
          what: 'the autostart entry',
        },
      ],
      enable: [],
      disable: [],
      forget: [],
      start: [],
      stop: [],
      isActive: null,
      isLater: true,
    };
  },
} as const satisfies ServiceHost;
