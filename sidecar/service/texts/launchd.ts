import { join } from 'node:path';
import type { ServiceFacts } from '../types.ts';

/** A job of launchd. */
export interface Job {
  readonly label: string;
  readonly args: readonly string[];
  /** always: restarted when it ends badly. every: started again after so many seconds. once: at login only. */
  readonly run: 'always' | 'once' | { readonly everySeconds: number };
}

/** A property list for launchd (launchd.plist(5)). Ten seconds between restarts is the least that launchd allows. */
export function formatJob(job: Job, { program, env, home, scope, userName, userHome }: ServiceFacts): string {
  const log = join(home, 'logs', 'service.log').replaceAll('\\', '/');
  const variables = { HOME: userHome, ...env };
  const lines = [
    ...pair('Label', string(job.label)),
    ...pair('ProgramArguments', array([...program, ...job.args])),
    ...pair(
      'EnvironmentVariables',
      dict(Object.entries(variables).flatMap(([name, value]) => pair(name, string(value)))),
    ),
    ...(scope === 'system' ? pair('UserName', string(userName)) : []),
    ...pair('RunAtLoad', '<true/>'),
    ...(job.run === 'always' ? pair('KeepAlive', dict(pair('SuccessfulExit', '<false/>'))) : []),
    ...(typeof job.run === 'object' ? pair('StartInterval', `<integer>${job.run.everySeconds}</integer>`) : []),
    ...pair('ThrottleInterval', '<integer>10</integer>'),
    ...pair('ExitTimeOut', '<integer>30</integer>'),
    ...pair('ProcessType', string('Background')),
    ...pair('Umask', '<integer>63</integer>'),
    ...pair('StandardOutPath', string(log)),
    ...pair('StandardErrorPath', string(log)),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    dict(lines),
    '</plist>',
    '',
  ].join('\n');
}

function pair(key: string, value: string): string[] {
  return [`<key>${escapeXml(key)}</key>`, value];
}

function string(text: string): string {
  return `<string>${escapeXml(text)}</string>`;
}

function array(texts: readonly string[]): string {
  return ['<array>', ...indent(texts.map(string)), '</array>'].join('\n');
}

function dict(lines: readonly string[]): string {
  return ['<dict>', ...indent(lines), '</dict>'].join('\n');
}

function indent(parts: readonly string[]): string[] {
  return parts.flatMap((part) => part.split('\n').map((line) => `  ${line}`));
}

/** Text for XML, in elements and attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
