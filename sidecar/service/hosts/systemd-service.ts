import { join } from 'node:path';
import { formatUnit } from '../texts/systemd.ts';
import type { ServiceHost, Step } from '../types.ts';

const unitName = 'headroom.service';

/** Runs as long as the user is logged in, or with lingering from boot on. */
export const systemdService = {
  id: 'systemd-service',
  preset: 'persistent-service',
  platform: 'linux',
  scopes: ['user', 'system'],
  probe: { command: 'systemctl', args: ['--version'] },
  hint: 'This system does not run systemd; headroom install apply --preset login starts Headroom with the desktop instead.',
  plan(facts) {
    const { scope, configHome, port } = facts;
    const flags = scope === 'user' ? ['--user'] : [];
    const systemctl = (...args: string[]): Step => ({ launch: { command: 'systemctl', args: [...flags, ...args] } });
    const directory = scope === 'user' ? join(configHome, 'systemd', 'user') : '/etc/systemd/system';
    return {
      files: [
        {
          path: join(directory, unitName),
          text: formatUnit(
            {
              description: 'Headroom, a local proxy for coding agents',
              args: ['proxy', '--supervised', '--port', String(port)],
              // Whatever ended it: clients never wait for a port where nobody is.
              afterArgs: ['guard', '--wait', '0', '--port', String(port)],
              type: 'exec',
              restart: true,
            },
            facts,
          ),
          encoding: 'utf8',
          mode: 0o644,
          what: 'the unit of the service',
        },
      ],
      enable: [systemctl('daemon-reload'), systemctl('enable', '--now', unitName)],
      disable: [{ ...systemctl('disable', '--now', unitName), mayFail: true }],
      forget: [
        { ...systemctl('daemon-reload'), mayFail: true },
        { ...systemctl('reset-failed', unitName), mayFail: true },
      ],
      start: [systemctl('start', unitName)],
      stop: [systemctl('stop', unitName)],
      isActive: systemctl('is-active', '--quiet', unitName).launch,
    };
  },
} as const satisfies ServiceHost;
