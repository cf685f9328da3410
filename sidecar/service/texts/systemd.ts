import type { ServiceFacts } from '../types.ts';

/** A unit of one program. */
export interface Unit {
  readonly description: string;
  readonly args: readonly string[];
  /** Run after every end, also an unclean one. */
  readonly afterArgs?: readonly string[];
  readonly type: 'exec' | 'oneshot';
  readonly restart: boolean;
}

/**
 * A service unit (systemd.service(5)). The main process gets SIGTERM alone (KillMode=mixed), so that the supervisor stops
 * its sidecar in order; what is left after TimeoutStopSec is killed.
 */
export function formatUnit(unit: Unit, { program, env, scope, userName, userHome }: ServiceFacts): string {
  const command = (args: readonly string[]): string => [...program, ...args].map(quoteArgument).join(' ');
  const lines = [
    '[Unit]',
    `Description=${unit.description.replaceAll('%', '%%')}`,
    ...(unit.restart ? ['StartLimitIntervalSec=300', 'StartLimitBurst=5'] : []),
    '',
    '[Service]',
    `Type=${unit.type}`,
    ...(scope === 'system' ? [`User=${userName}`, `Environment=${quote(`HOME=${userHome}`)}`] : []),
    ...Object.entries(env).map(([name, value]) => `Environment=${quote(`${name}=${value}`)}`),
    `ExecStart=${command(unit.args)}`,
    ...(unit.afterArgs === undefined ? [] : [`ExecStopPost=-${command(unit.afterArgs)}`]),
    ...(unit.restart ? ['Restart=on-failure', 'RestartSec=2'] : []),
    'KillMode=mixed',
    'TimeoutStopSec=30',
    'NoNewPrivileges=yes',
    'UMask=0077',
    ...(unit.type === 'exec'
      ? ['', '[Install]', `WantedBy=${scope === 'system' ? 'multi-user' : 'default'}.target`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** A timer (systemd.timer(5)) that starts a unit soon after login and every five minutes. */
export function formatTimer(description: string): string {
  return `[Unit]
Description=${description.replaceAll('%', '%%')}

[Timer]
OnStartupSec=5s
OnUnitInactiveSec=5min
AccuracySec=10s

[Install]
WantedBy=timers.target
`;
}

/** An argument of ExecStart: specifiers (%), variables ($) and quotes would otherwise be read by systemd. */
function quoteArgument(text: string): string {
  const plain = text.replaceAll('$', '$$$$');
  return /^[\w./:=@+,-]+$/.test(plain) ? plain : quote(plain);
}

/** systemd.syntax(7): C-style quoting; a percent sign begins a specifier. */
function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('%', '%%');
  return `"${escaped}"`;
}
