import { planJobs } from '../texts/launchd-plan.ts';
import type { ServiceHost } from '../types.ts';

/** Runs while the user is logged in (or as a daemon), restarted when it ends badly. */
export const launchdAgent = {
  id: 'launchd-agent',
  preset: 'persistent-service',
  platform: 'darwin',
  scopes: ['user', 'system'],
  probe: null,
  hint: 'launchctl is part of macOS.',
  plan: (facts) =>
    planJobs(facts, [
      { label: 'io.headroom.proxy', args: ['proxy', '--supervised', '--port', String(facts.port)], run: 'always' },
      { label: 'io.headroom.guard', args: ['guard', '--wait', '60', '--port', String(facts.port)], run: 'once' },
    ]),
} as const satisfies ServiceHost;
