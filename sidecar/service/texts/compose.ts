import { join } from 'node:path';
import type { ServiceFacts } from '../types.ts';

/**
 * A compose file for the image of resources/docker. With the host's network the container listens on the host's loopback
 * only; a published port would need it to listen to everybody inside. It keeps a home of its own, as its process ids mean
 * nothing outside, and reads what is recorded about clients.
 */
export function formatCompose({ packageDir, home, uid, gid, port, env, version }: ServiceFacts): string {
  const { HEADROOM_HOME: _home, ...variables } = env;
  const lines = [
    'name: headroom',
    'services:',
    '  headroom:',
    `    image: ${quote(`headroom-desktop:${version}`)}`,
    '    build:',
    `      context: ${quote(packageDir)}`,
    `      dockerfile: ${quote('resources/docker/Dockerfile')}`,
    '    network_mode: host',
    `    user: ${quote(`${uid}:${gid}`)}`,
    '    init: true',
    '    restart: unless-stopped',
    '    read_only: true',
    '    tmpfs: [/tmp]',
    '    cap_drop: [ALL]',
    '    security_opt: ["no-new-privileges:true"]',
    '    environment:',
    ...Object.entries({ ...variables, HEADROOM_HOME: '/data', HEADROOM_PORT: String(port) }).map(
      ([name, value]) => `      ${name}: ${quote(value)}`,
    ),
    '    volumes:',
    `      - { type: bind, source: ${quote(join(home, 'container'))}, target: /data }`,
    `      - { type: bind, source: ${quote(join(home, 'clients'))}, target: /data/clients, read_only: true }`,
    '',
  ];
  return lines.join('\n');
}

/** A YAML string that nothing in it can end; a dollar sign begins a variable of compose. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('$', '$$$$');
}
