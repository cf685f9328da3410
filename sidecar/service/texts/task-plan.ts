import { win32 } from 'node:path';
import type { ServiceFacts, ServicePlan, Step } from '../types.ts';
import { formatTask, type Task } from './task-xml.ts';

/** Tasks of the Windows task scheduler with the commands that register and run them. */
export function planTasks(facts: ServiceFacts, tasks: readonly (Task & { readonly name: string })[]): ServicePlan {
  const schtasks = (...args: string[]): Step => ({ launch: { command: 'schtasks', args } });
  const files = tasks.map((task) => ({
    path: win32.join(facts.home, 'service', `${task.name}.xml`),
    text: formatTask(task, facts),
    encoding: 'utf16' as const,
    mode: 0o600,
    what: `the task ${task.name}`,
  }));
  const run = schtasks('/Run', '/TN', tasks[0]?.name ?? '');
  return {
    files,
    enable: [
      ...tasks.map(({ name }, at) => schtasks('/Create', '/TN', name, '/XML', files[at]?.path ?? '', '/F')),
      run,
    ],
    disable: tasks.flatMap(({ name }) => [
      { ...schtasks('/End', '/TN', name), mayFail: true as const },
      { ...schtasks('/Delete', '/TN', name, '/F'), mayFail: true as const },
    ]),
    forget: [],
    start: [run],
    stop: [{ ...schtasks('/End', '/TN', tasks[0]?.name ?? ''), mayFail: true }],
    isActive: { command: 'schtasks', args: ['/Query', '/TN', tasks[0]?.name ?? ''] },
  };
}
