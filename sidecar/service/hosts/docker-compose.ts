import { join } from 'node:path';
import { formatCompose } from '../texts/compose.ts';
import type { ServiceHost, Step } from '../types.ts';

/** A container with the host's network, as the user, that can write only its own home. */
export const dockerCompose = {
  id: 'docker-compose',
  preset: 'persistent-docker',
  platform: null,
  scopes: ['user'],
  probe: { command: 'docker', args: ['compose', 'version'] },
  hint: 'Install Docker with its compose plug-in and start it; on macOS and Windows allow host networking in its settings.',
  plan(facts) {
    const path = join(facts.home, 'service', 'compose.yaml');
    const compose = (...args: string[]): Step => ({
      launch: { command: 'docker', args: ['compose', '--file', path, ...args] },
    });
    return {
      files: [
        { path, text: formatCompose(facts), encoding: 'utf8', mode: 0o600, what: 'the compose file of the container' },
        // Bind mounts need directories that the user owns: Docker would make them as root.
        { path: join(facts.home, 'container', '.keep'), text: '', encoding: 'utf8', mode: 0o600, what: 'its home' },
      ],
      enable: [compose('up', '--detach', '--build')],
      disable: [{ ...compose('down', '--rmi', 'local'), mayFail: true }],
      forget: [],
      start: [compose('start')],
      stop: [compose('stop')],
      isActive: { command: 'docker', args: ['compose', '--file', path, 'exec', '-T', 'headroom', 'true'] },
    };
  },
} as const satisfies ServiceHost;
