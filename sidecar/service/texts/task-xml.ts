import type { ServiceFacts } from '../types.ts';
import { escapeXml } from './launchd.ts';

/** A task of the Windows task scheduler. */
export interface Task {
  readonly description: string;
  readonly args: readonly string[];
  /** Restarted every minute while it ends badly. */
  readonly restart: boolean;
  /** Started again every five minutes unless it runs. */
  readonly repeats: boolean;
}

/** XML for `schtasks /Create /XML` (Task Scheduler schema 1.2): at logon, as the user, without a window, on battery too. */
export function formatTask(task: Task, { program, env, userName }: ServiceFacts): string {
  // A task has no environment of its own: settings are given as variables to cmd, which starts Node and waits. Unlike in a
  // batch file, a percent sign stands for itself on its command line unless it names a variable; doubled, it stays doubled.
  const sets = Object.entries(env).map(([name, value]) => `set "${name}=${value}"&& `);
  const command = [...program, ...task.args].map((part) => `"${part}"`).join(' ');
  const repetition = [
    '      <Repetition>',
    '        <Interval>PT5M</Interval>',
    '        <StopAtDurationEnd>false</StopAtDurationEnd>',
    '      </Repetition>',
  ];
  const restart = [
    '    <RestartOnFailure>',
    '      <Interval>PT1M</Interval>',
    '      <Count>255</Count>',
    '    </RestartOnFailure>',
  ];
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    `    <Description>${escapeXml(task.description)}</Description>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <LogonTrigger>',
    // The schema has these in a sequence (triggerBaseType, then logonTriggerType).
    '      <Enabled>true</Enabled>',
    ...(task.repeats ? repetition : []),
    `      <UserId>${escapeXml(userName)}</UserId>`,
    '    </LogonTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${escapeXml(userName)}</UserId>`,
    '      <LogonType>InteractiveToken</LogonType>',
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <Hidden>true</Hidden>',
    ...(task.restart ? restart : []),
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    '      <Command>cmd.exe</Command>',
    `      <Arguments>${escapeXml(`/d /s /c "${sets.join('')}${command}"`)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}
