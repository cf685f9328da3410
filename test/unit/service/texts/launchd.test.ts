import { describe, expect, it } from 'vitest';
import { hosts, type ServiceFacts } from '../../../../sidecar/service/index.ts';
import { oddFacts, plainFacts } from './facts.ts';
import { type Element, readXml } from './xml.ts';

type Value = boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** A property list as Apple's DTD has it: a dict is pairs of key and value. */
function toValue({ name, children, text }: Element): Value {
  switch (name) {
    case 'true':
    case 'false':
      return name === 'true';
    case 'integer':
      expect(text).toMatch(/^\d+$/);
      return Number(text);
    case 'string':
      expect(children).toEqual([]);
      return text;
    case 'array':
      return children.map(toValue);
    case 'dict': {
      expect(children.map((child) => child.name === 'key')).toEqual(children.map((_, at) => at % 2 === 0));
      expect(children.length % 2).toBe(0);
      const keys = children.filter((_, at) => at % 2 === 0).map((key) => key.text);
      expect(new Set(keys).size).toBe(keys.length);
      return Object.fromEntries(keys.map((key, at) => [key, toValue(children[2 * at + 1]!)]));
    }
    default:
      throw new Error(`<${name}> is no element of a property list`);
  }
}

const isTexts = (value: Value): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isText = (value: Value): boolean => typeof value === 'string' && value !== '';
const isCount = (value: Value): boolean => typeof value === 'number';
const isSwitch = (value: Value): boolean => typeof value === 'boolean';
/** What launchd.plist(5) says of the keys that we use. */
const keys: Readonly<Record<string, (value: Value) => boolean>> = {
  Label: isText,
  ProgramArguments: (value) => isTexts(value) && (value as readonly string[]).length > 0,
  EnvironmentVariables: (value) => typeof value === 'object' && isTexts(Object.values(value)),
  UserName: isText,
  RunAtLoad: isSwitch,
  KeepAlive: (value) => JSON.stringify(value) === '{"SuccessfulExit":false}',
  StartInterval: isCount,
  ThrottleInterval: (value) => isCount(value) && (value as number) >= 10,
  ExitTimeOut: isCount,
  ProcessType: (value) => ['Background', 'Standard', 'Adaptive', 'Interactive'].includes(value as string),
  Umask: isCount,
  StandardOutPath: isText,
  StandardErrorPath: isText,
};

const cases = hosts
  .filter(({ platform }) => platform === 'darwin')
  .flatMap((host) =>
    host.scopes.flatMap((scope) =>
      [plainFacts, oddFacts].map((facts, at) => [`${host.id}.${scope}.${at}`, host, { ...facts, scope }] as const),
    ),
  );

describe('a job of launchd', () => {
  it.each(cases)('%s is a property list of known keys, and says what was meant', (_, host, facts: ServiceFacts) => {
    const { files } = host.plan(facts);
    expect(files.length).toBeGreaterThan(0);
    for (const { path, text } of files) {
      const plist = readXml(text);
      expect([plist.name, plist.attributes, plist.children.length]).toEqual(['plist', { version: '1.0' }, 1]);
      const job = toValue(plist.children[0]!) as { readonly [key: string]: Value };
      for (const [key, value] of Object.entries(job)) expect([key, keys[key]?.(value)]).toEqual([key, true]);
      expect(path.endsWith(`/${job.Label}.plist`)).toBe(true);
      expect((job.ProgramArguments as readonly string[]).slice(0, facts.program.length)).toEqual(facts.program);
      expect(job.EnvironmentVariables).toEqual({ HOME: facts.userHome, ...facts.env });
      expect(job.UserName).toBe(facts.scope === 'system' ? facts.userName : undefined);
    }
  });
});
