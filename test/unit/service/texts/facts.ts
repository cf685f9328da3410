import type { ServiceFacts } from '../../../../sidecar/service/index.ts';

/** A user as most are. */
export const plainFacts: ServiceFacts = {
  program: ['/opt/node/bin/node', '/opt/headroom/sidecar/cli/headroom.mjs'],
  packageDir: '/opt/headroom',
  home: '/home/ann/.headroom',
  userHome: '/home/ann',
  userName: 'ann',
  uid: 501,
  gid: 20,
  host: '127.0.0.1',
  port: 8787,
  version: '1.2.3',
  scope: 'user',
  env: { HEADROOM_HOME: '/home/ann/.headroom' },
  configHome: '/home/ann/.config',
};

/** One whose paths and settings hold everything that a format could stumble over. */
export const oddFacts: ServiceFacts = {
  ...plainFacts,
  program: ['/opt/no de/bin/node', '/opt/100% $HOME "x" & <y>/]]>/headroom.mjs'],
  userHome: "/home/ann o'hara",
  userName: 'ann & co',
  env: { HEADROOM_HOME: '/home/ann e/.head\\room', ANTHROPIC_TARGET_API_URL: 'https://gw.example/a%20b?c&amp;d=$e' },
};
