import { planTasks } from '../texts/task-plan.ts';
import type { ServiceHost } from '../types.ts';

/** Runs from logon on, restarted when it ends badly. A real service would need an administrator and a program of its own. */
export const windowsLogon = {
  id: 'windows-logon',
  preset: 'persistent-service',
  platform: 'win32',
  scopes: ['user'],
  probe: null,
  hint: 'The task scheduler is part of Windows.',
  plan: (facts) =>
    planTasks(facts, [
      {
        name: 'Headroom',
        description: 'Headroom, a local proxy for coding agents',
        args: ['proxy', '--supervised', '--port', String(facts.port)],
        restart: true,
        repeats: false,
      },
      {
        name: 'Headroom Guard',
        description: 'Gives coding agents their own settings back when Headroom does not come up',
        args: ['guard', '--wait', '60', '--port', String(facts.port)],
        restart: false,
        repeats: false,
      },
    ]),
} as const satisfies ServiceHost;
