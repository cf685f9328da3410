import { expect, it } from 'vitest';
import { ServerFault } from '../../../sidecar/vitals/ask-web.ts';
import { checkOnline, type Declared } from '../../../sidecar/vitals/online.ts';
import type { Get } from '../../../sidecar/vitals/registries/types.ts';

const host = 'npm.example.org';
const base = `https://${host}`;
const declare = (name: string, version: string | null, manifest = 'package.json'): Declared => ({
  ...{ manifest, registry: 'npm', name, version, from: null },
});
const check = (declared: readonly Declared[], get: Get, onStep: (step: string) => void = () => undefined) =>
  checkOnline(declared, {
    env: { npm_config_registry: base },
    readInProject: async () => null,
    userHome: '/nowhere',
    get,
    onStep,
  });
const pages: Readonly<Record<string, string>> = {
  [`${base}/old/latest`]: '{"version":"2.0.0"}',
  [`${base}/old/1.0.0`]: '{"deprecated":"use\\n  new"}',
  [`${base}/fine/latest`]: '{"version":"1.1.0"}',
};
const get: Get = async (url) => pages[url] ?? null;

it('tells per manifest what is out and what was given up, and asks once for what is declared twice', async () => {
  const urls: string[] = [];
  const counted: Get = (url) => {
    urls.push(url);
    return get(url);
  };
  const declared = [
    ...['apps/web/package.json', 'package.json'].map((manifest) => declare('old', '1.0.0', manifest)),
    ...[declare('fine', '1.0.0'), declare('unlocked', null), declare('private', '1.0.0')],
  ];
  const steps: string[] = [];
  expect(await check(declared, counted, (step) => steps.push(step))).toEqual({
    stale: ['package.json', 'apps/web/package.json'].map((manifest) => ({
      ...{ manifest, name: 'old', version: '1.0.0', newest: '2.0.0' },
    })),
    deprecated: ['package.json', 'apps/web/package.json'].map((manifest) => ({
      manifest,
      name: 'old',
      reason: 'use new',
    })),
    online: { asked: 4, unasked: 1, troubles: [] },
  });
  expect(urls.filter((url) => url.includes('/old/'))).toHaveLength(2);
  expect(steps.at(-1)).toMatch(/^Asking registries: \d of 3 dependencies$/);
});

it('stops asking a host that is down, and says so once', async () => {
  const many = Array.from({ length: 40 }, (_, at) => declare(`p${at}`, '1.0.0'));
  let asked = 0;
  const down = (error: Error): Get => {
    asked = 0;
    return async () => {
      asked++;
      throw error;
    };
  };
  const troubles = async (error: Error) => (await check(many, down(error))).online?.troubles;
  const end = '; 40 dependencies not looked up.';
  const offline = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  expect(await troubles(offline)).toEqual([`${host} cannot be reached${end}`]);
  expect(asked).toBeLessThan(10);
  expect(await troubles(new ServerFault(503))).toEqual([`${host} answers with status 503${end}`]);
  expect(asked).toBeLessThan(10);
});

it('goes on behind a single answer that is none', async () => {
  const odd: Get = async (url) => (url.includes('/fine/') ? '<html>' : get(url));
  const { stale, online } = await check([declare('fine', '1.0.0'), declare('old', '1.0.0')], odd);
  expect(stale.map(({ name }) => name)).toEqual(['old']);
  expect(online?.troubles).toEqual([`${host} sent something that is no answer; 1 dependency not looked up.`]);
});

it('tells nobody a name when the settings of a registry cannot be read', async () => {
  const refuse = async (): Promise<never> => {
    throw new Error('EACCES');
  };
  const readInProject = async () => null;
  const told = await checkOnline([declare('old', '1.0.0')], { env: {}, readInProject, read: refuse, get: refuse });
  expect(told).toEqual({ stale: [], deprecated: [], online: { asked: 0, unasked: 1, troubles: [] } });
});

it('leaves out what is more than a person waits for, and says how much', async () => {
  const many = Array.from({ length: 501 }, (_, at) => declare(`p${at}`, '1.0.0'));
  const { online } = await check(many, get);
  expect(online).toEqual({ asked: 500, unasked: 1, troubles: ['1 of 501 dependencies were not asked about.'] });
});
