import { describe, expect, it } from 'vitest';
import { hosts } from '../../../../sidecar/service/index.ts';
import { oddFacts, plainFacts } from './facts.ts';
import { type Element, readXml } from './xml.ts';

const isFlag = (text: string): boolean => text === 'true' || text === 'false';
const isSpan = (text: string): boolean => /^PT\d+[HMS]$/.test(text);
const isOneOf =
  (...known: readonly string[]) =>
  (text: string): boolean =>
    known.includes(text);
const isAny = (text: string): boolean => text !== '';

interface Rule {
  /** Elements in the order of their sequence; of an xs:all every order is right. */
  readonly order: 'sequence' | 'all';
  readonly of: Readonly<Record<string, Rule | ((text: string) => boolean)>>;
}

const principal: Rule = {
  order: 'all',
  of: {
    UserId: isAny,
    LogonType: isOneOf('S4U', 'Password', 'InteractiveToken', 'InteractiveTokenOrPassword'),
    RunLevel: isOneOf('LeastPrivilege', 'HighestAvailable'),
  },
};

/** Of the Task Scheduler schema (Microsoft, "Task Scheduler Schema") what we use. */
const task: Rule = {
  order: 'all',
  of: {
    RegistrationInfo: { order: 'all', of: { Description: isAny } },
    Triggers: {
      order: 'all',
      of: {
        LogonTrigger: {
          order: 'sequence',
          of: {
            Enabled: isFlag,
            Repetition: { order: 'all', of: { Interval: isSpan, StopAtDurationEnd: isFlag } },
            UserId: isAny,
          },
        },
      },
    },
    Principals: { order: 'all', of: { Principal: principal } },
    Settings: {
      order: 'all',
      of: {
        MultipleInstancesPolicy: isOneOf('Parallel', 'Queue', 'IgnoreNew', 'StopExisting'),
        DisallowStartIfOnBatteries: isFlag,
        StopIfGoingOnBatteries: isFlag,
        StartWhenAvailable: isFlag,
        ExecutionTimeLimit: isSpan,
        Hidden: isFlag,
        RestartOnFailure: {
          order: 'all',
          of: { Interval: isSpan, Count: (text) => Number(text) >= 1 && Number(text) <= 255 },
        },
      },
    },
    Actions: { order: 'all', of: { Exec: { order: 'all', of: { Command: isAny, Arguments: isAny } } } },
  },
};

function check(element: Element, rule: Rule | ((text: string) => boolean), path: string): void {
  if (typeof rule === 'function') {
    expect([path, element.children, rule(element.text)]).toEqual([path, [], true]);
    return;
  }
  const names = element.children.map(({ name }) => name);
  expect([path, element.text, new Set(names).size]).toEqual([path, '', names.length]);
  const known = Object.keys(rule.of);
  expect([path, names.filter((name) => !known.includes(name))]).toEqual([path, []]);
  if (rule.order === 'sequence') expect([path, names]).toEqual([path, known.filter((name) => names.includes(name))]);
  for (const child of element.children) check(child, rule.of[child.name]!, `${path}/${child.name}`);
}

const find = (element: Element, ...path: readonly string[]): Element =>
  path.reduce((at, name) => at.children.find((child) => child.name === name)!, element);

const windows = hosts.filter(({ platform, id }) => platform === 'win32' && id !== 'windows-login');
const cases = windows.flatMap((host) =>
  [plainFacts, oddFacts].map((facts, at) => [`${host.id}.${at}`, host, facts] as const),
);

describe('a task of Windows', () => {
  it.each(cases)('%s is of the documented elements in the documented order', (_, host, facts) => {
    const { files } = host.plan(facts);
    expect(files.length).toBeGreaterThan(0);
    for (const { text, encoding } of files) {
      expect([encoding, text.startsWith('<?xml version="1.0" encoding="UTF-16"?>\r\n')]).toEqual(['utf16', true]);
      const root = readXml(text);
      expect([root.name, root.attributes]).toEqual([
        'Task',
        { version: '1.2', xmlns: 'http://schemas.microsoft.com/windows/2004/02/mit/task' },
      ]);
      check(root, task, 'Task');
      // Actions run as the principal that they name.
      expect(find(root, 'Actions').attributes.Context).toBe(find(root, 'Principals', 'Principal').attributes.id);
      expect(find(root, 'Triggers', 'LogonTrigger', 'UserId').text).toBe(facts.userName);
    }
  });

  it('hands its settings and its command to cmd, which takes the outermost quotes off', () => {
    for (const host of windows) {
      const line = find(readXml(host.plan(oddFacts).files[0]!.text), 'Actions', 'Exec', 'Arguments').text;
      const [, command = ''] = /^\/d \/s \/c "(.*)"$/s.exec(line) ?? [];
      for (const [name, value] of Object.entries(oddFacts.env)) expect(command).toContain(`set "${name}=${value}"&& `);
      expect(command).toContain(`"${oddFacts.program[0]}" "${oddFacts.program[1]}" "proxy"`);
    }
  });
});
