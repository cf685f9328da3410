import { posix } from 'node:path';
import type { ServiceFacts, ServicePlan, Step } from '../types.ts';
import { formatJob, type Job } from './launchd.ts';

/** launchd gives a label free only some seconds after it was removed (bootstrap then fails with EIO). */
const RETRY_MS = 15_000;

/** Jobs of launchd with the commands that load and unload them. */
export function planJobs(facts: ServiceFacts, jobs: readonly Job[]): ServicePlan {
  const { scope, uid, userHome } = facts;
  const domain = scope === 'system' ? 'system' : `gui/${uid}`;
  const directory = scope === 'system' ? '/Library/LaunchDaemons' : posix.join(userHome, 'Library', 'LaunchAgents');
  const launchctl = (...args: string[]): Step => ({ launch: { command: 'launchctl', args } });
  const files = jobs.map((job) => ({
    path: posix.join(directory, `${job.label}.plist`),
    text: formatJob(job, facts),
    encoding: 'utf8' as const,
    mode: 0o644,
    what: `the job ${job.label}`,
  }));
  const load = files.map(({ path }) => ({ ...launchctl('bootstrap', domain, path), retryMs: RETRY_MS }));
  const unload = jobs.map(({ label }) => ({ ...launchctl('bootout', `${domain}/${label}`), mayFail: true as const }));
  return {
    files,
    enable: load,
    disable: unload,
    forget: [],
    start: load,
    stop: unload,
    isActive: { command: 'launchctl', args: ['print', `${domain}/${jobs[0]?.label ?? ''}`] },
  };
}
