/**
 * Job: the list of ways to run Headroom on a system.
 * Law: one file, one line; texts and commands are data, nothing here writes or runs.
 * Neighbours: install.ts carries out what they plan.
 */
import type { Preset, Scope, ServiceHost } from '../types.ts';
import { dockerCompose } from './docker-compose.ts';
import { launchdAgent } from './launchd-agent.ts';
import { launchdLogin } from './launchd-login.ts';
import { launchdTask } from './launchd-task.ts';
import { systemdService } from './systemd-service.ts';
import { systemdTimer } from './systemd-timer.ts';
import { windowsLogin } from './windows-login.ts';
import { windowsLogon } from './windows-logon.ts';
import { windowsTask } from './windows-task.ts';
import { xdgAutostart } from './xdg-autostart.ts';

export const hosts: readonly ServiceHost[] = [
  systemdService,
  systemdTimer,
  xdgAutostart,
  launchdAgent,
  launchdTask,
  launchdLogin,
  windowsLogon,
  windowsTask,
  windowsLogin,
  dockerCompose,
];

/** The host for a preset on a system; undefined when there is none. */
export function findHost(
  preset: Preset,
  scope: Scope,
  platform: NodeJS.Platform = process.platform,
): ServiceHost | undefined {
  return hosts.find(
    (host) =>
      host.preset === preset && host.scopes.includes(scope) && (host.platform === null || host.platform === platform),
  );
}
