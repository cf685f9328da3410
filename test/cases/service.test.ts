import { describe, expect, it } from 'vitest';
import { hosts, type ServiceFacts } from '../../sidecar/service/index.ts';
import { plainFacts } from '../unit/service/texts/facts.ts';

/** A user as most are, and one whose paths and settings hold everything that a format could stumble over. */
const facts: Record<string, Partial<ServiceFacts>> = {
  plain: {},
  odd: {
    program: ['/opt/no de/bin/node', '/opt/100% $HOME "x" & <y>/headroom.mjs'],
    home: '/home/ann e/.head\\room',
    userName: 'ann & co',
    port: 9001,
    env: { HEADROOM_HOME: '/home/ann e/.head\\room', ANTHROPIC_TARGET_API_URL: 'https://gw.example/a%20b?"c"&d=$e' },
  },
};

function makeFacts(id: string, given: Partial<ServiceFacts>): ServiceFacts {
  const windows = {
    program: ['C:\\node\\node.exe', 'C:\\headroom\\sidecar\\cli\\headroom.mjs'],
    packageDir: 'C:\\headroom',
    home: 'C:\\Users\\ann\\.headroom',
    userHome: 'C:\\Users\\ann',
    env: { HEADROOM_HOME: 'C:\\Users\\ann\\.headroom' },
  };
  return {
    ...plainFacts,
    ...(id.startsWith('windows') && windows),
    ...given,
  };
}

const cases = hosts.flatMap((host) =>
  host.scopes.flatMap((scope) => Object.keys(facts).map((kind) => [`${host.id}.${scope}.${kind}`, host, { ...facts[kind], scope }] as const)),
);

describe('what is written and run for a service', () => {
  // Paths are joined as the system does that runs this.
  it.skipIf(process.platform === 'win32').each(cases)('%s', async (name, host, given) => {
    const plan = host.plan(makeFacts(host.id, given));
    const files = plan.files.map(({ path, mode, encoding, text }) => `=== ${path} ${mode.toString(8)} ${encoding}\n${text}`);
    const { files: _files, ...commands } = plan;
    const text = `${files.join('\n')}\n=== commands\n${JSON.stringify(commands, null, 2)}\n`;
    await expect(text.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`service/${name}.txt`);
  });
});
