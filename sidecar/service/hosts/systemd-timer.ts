import { join } from 'node:path';
import { formatTimer, formatUnit } from '../texts/systemd.ts';
import type { ServiceHost, Step } from '../types.ts';

const timerName = 'headroom-task.timer';
const unitName = 'headroom-task.service';

/** Started soon after login and looked after every five minutes. */
export const systemdTimer = {
  id: 'systemd-timer',
  preset: 'persistent-task',
  platform: 'linux',
  scopes: ['user'],
  probe: { command: 'systemctl', args: ['--version'] },
  hint: 'This system does not run systemd; headroom install apply --preset login starts Headroom with the desktop instead.',
  plan(facts) {
    const { configHome, port } = facts;
    const systemctl = (...args: string[]): Step => ({ launch: { command: 'systemctl', args: ['--user', ...args] } });
    const directory = join(configHome, 'systemd', 'user');
    const description = 'Headroom, started at login and every five minutes unless it runs';
    const unit = formatUnit(
      {
        description: 'Headroom, a local proxy for coding agents',
        args: ['proxy', '--supervised', '--port', String(port)],
        afterArgs: ['guard', '--wait', '0', '--port', String(port)],
        type: 'exec',
        restart: false,
      },
      facts,
    );
    return {
      files: [
        { path: join(directory, unitName), text: unit, encoding: 'utf8', mode: 0o644, what: 'the unit of the task' },
        {
          path: join(directory, timerName),
          text: formatTimer(description),
          encoding: 'utf8',
          mode: 0o644,
          what: 'the timer of the task',
        },
      ],
      enable: [systemctl('daemon-reload'), systemctl('enable', '--now', timerName), systemctl('start', unitName)],
      disable: [
        { ...systemctl('disable', '--now', timerName), mayFail: true },
        { ...systemctl('stop', unitName), mayFail: true },
      ],
      forget: [{ ...systemctl('daemon-reload'), mayFail: true }],
      start: [systemctl('start', timerName, unitName)],
      stop: [systemctl('stop', timerName, unitName)],
      isActive: systemctl('is-active', '--quiet', timerName).launch,
    };
  },
} as const satisfies ServiceHost;
