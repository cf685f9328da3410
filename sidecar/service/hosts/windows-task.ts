import { planTasks } from '../texts/task-plan.ts';
import type { ServiceHost } from '../types.ts';

/** Started at logon and every five minutes unless it runs. */
export const windowsTask = {
  id: 'windows-task',
  preset: 'persistent-task',
  platform: 'win32',
  scopes: ['user'],
  probe: null,
  hint: 'The task scheduler is part of Windows.',
  plan: (facts) =>
    planTasks(facts, [
      {
        name: 'Headroom Task',
        description: 'Headroom, started at logon and every five minutes unless it runs',
        args: ['proxy', '--supervised', '--port', String(facts.port)],
        restart: false,
        repeats: true,
      },
    ]),
} as const satisfies ServiceHost;
