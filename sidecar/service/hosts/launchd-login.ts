import { planJobs } from '../texts/launchd-plan.ts';
import type { ServiceHost } from '../types.ts';

/** Started at login, nothing more. */
export const launchdLogin = {
  id: 'launchd-login',
  preset: 'login',
  platform: 'darwin',
  scopes: ['user'],
  probe: null,
  hint: 'launchctl is part of macOS.',
  plan: (facts) => ({
    ...planJobs(facts, [
      { label: 'io.headroom.login', args: ['proxy', '--supervised', '--port', String(facts.port)], run: 'once' },
    ]),
    enable: [],
    isLater: true,
  }),
} as const satisfies ServiceHost;
