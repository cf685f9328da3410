import { planJobs } from '../texts/launchd-plan.ts';
import type { ServiceHost } from '../types.ts';

/** Started at login and every five minutes unless it runs. */
export const launchdTask = {
  id: 'launchd-task',
  preset: 'persistent-task',
  platform: 'darwin',
  scopes: ['user'],
  probe: null,
  hint: 'launchctl is part of macOS.',
  plan: (facts) =>
    planJobs(facts, [
      {
        label: 'io.headroom.task',
        args: ['proxy', '--supervised', '--port', String(facts.port)],
        run: { everySeconds: 300 },
      },
      { label: 'io.headroom.guard', args: ['guard', '--wait', '60', '--port', String(facts.port)], run: 'once' },
    ]),
} as const satisfies ServiceHost;
