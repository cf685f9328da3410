import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CASE_PROXY,
  type CaseHome,
  type ClientCase,
  listClientCases,
  makeCaseHome,
  readTree,
  runClientCase,
} from '../../scripts/lib/client-cases.ts';
import { root } from '../../scripts/lib/project.ts';
import { adapters } from '../../sidecar/clients/index.ts';
import type { ClientResult, Clients, JsonExtra } from '../../sidecar/clients/types.ts';
import { sha256 } from '../../sidecar/lib/hash.ts';
import { editElsewhere, findExtras, findTouched, formatOf, makeVariant, variants } from './client-variants.ts';

const cases = listClientCases(root);
const named = cases.map((one) => [`${one.client}/${one.name}`, one] as const);

/** Every file with its SHA-256, and every directory: what a user would find in his home. */
function photograph(home: CaseHome): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const entry of readdirSync(home.path, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(home.path.length + 1);
    if (name.startsWith('.headroom')) continue;
    const facts = lstatSync(path);
    const what = facts.isDirectory() ? 'directory' : sha256(readFileSync(path));
    seen[name] =
      `${facts.mode.toString(8)} ${facts.uid}:${facts.gid} ${facts.isSymbolicLink() ? readlinkSync(path) : ''} ${what}`;
  }
  return seen;
}

/** Runs a law in the home of a case and cleans up. */
async function within(home: CaseHome, law: (clients: Clients, home: CaseHome) => Promise<void>): Promise<void> {
  try {
    await law(home.open(), home);
  } finally {
    home.remove();
  }
}

const connect = (clients: Clients, { client }: ClientCase) => clients.connect(client, { force: true });
const outcomes = (results: readonly ClientResult[]) => results.map(({ outcome }) => outcome);

describe('cases', () => {
  it('are there for every client that is set up by file', () => {
    const ids = adapters.filter(({ how }) => how === 'files').map(({ id }) => id);
    expect([...new Set(cases.map(({ client }) => client))].sort()).toEqual(ids.sort());
  });

  it.each(named)('%s becomes what it should (npm run cases -- --update rewrites it)', async (_, one) => {
    const made = await runClientCase(one);
    const expected = readTree(join(one.directory, 'after'));
    expect([...made.keys()]).toEqual([...expected.keys()]);
    for (const [name, bytes] of expected) expect(made.get(name)?.toString()).toBe(bytes.toString());
  });
});

function holdsSomething(name: string, bytes: Buffer | undefined): boolean {
  return bytes !== undefined && (formatOf(name) !== 'json' || bytes.includes('"'));
}

/** Every way in which files may lie there, for the first case of each client; the other cases as they are. */
const situations = cases.flatMap((one, at) => {
  const isFirst = cases.findIndex(({ client }) => client === one.client) === at;
  const ways = Object.entries(variants).filter((_, index) => isFirst || index === 0);
  return ways.map(([way, change]) => [`${one.client}/${one.name}, ${way}`, one, change] as const);
});

describe.each(situations)('%s', (_, one, change) => {
  it('applied twice is applied once; paused, resumed and taken back, all is as before', async () => {
    await within(await makeVariant(one, change), async (clients, home) => {
      const before = photograph(home);
      expect(outcomes(await connect(clients, one))).toEqual(['connected']);
      const once = photograph(home);
      expect(outcomes(await connect(home.open(), one))).toEqual(['unchanged']);
      expect(photograph(home)).toEqual(once);
      const files = readTree(home.path);
      expect(outcomes(await home.open().pause())).toEqual(['paused']);
      expect(photograph(home)).toEqual(before);
      expect(outcomes(await home.open().resume())).toEqual(['resumed']);
      expect(readTree(home.path)).toEqual(files);
      expect(outcomes(await home.open().disconnect(one.client))).toEqual(['disconnected']);
      expect(photograph(home)).toEqual(before);
      expect(outcomes(await home.open().disconnect(one.client))).toEqual(['unchanged']);
    });
  });

  it('what others write meanwhile stays, and nothing of ours', async () => {
    const edit = async (home: CaseHome) => {
      for (const name of await findTouched(one)) {
        if (existsSync(join(home.path, name))) editElsewhere(join(home.path, name));
      }
    };
    const plain = await makeVariant(one, change);
    await edit(plain);
    const expected = readTree(plain.path);
    plain.remove();
    await within(await makeVariant(one, change), async (clients, home) => {
      const before = readTree(home.path);
      await connect(clients, one);
      await edit(home);
      const [result] = await home.open().disconnect(one.client);
      expect(result?.left).toEqual([]);
      for (const [name, bytes] of readTree(home.path)) {
        expect(bytes.toString()).not.toContain(CASE_PROXY);
        if (name.endsWith('.headroom-backup')) continue;
        // In a file that held nothing, the first member of theirs came beside ours: there is no "same edit" without us.
        if (holdsSomething(name, before.get(name))) expect(bytes.toString()).toBe(expected.get(name)?.toString());
        else if (expected.has(name) || !before.has(name)) expect(bytes.toString()).toContain('foreign');
      }
    });
  });
});

describe.each(named)('%s', (_, one) => {
  it('changes nothing in a dry run', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      const before = photograph(home);
      const planned = await clients.plan(one.client);
      const [dry] = await clients.connect(one.client, { force: true, dryRun: true });
      expect(dry?.changes).toEqual(planned.changes);
      expect(planned.changes.every(({ diff }) => diff.startsWith('--- '))).toBe(true);
      expect(photograph(home)).toEqual(before);
      const [real] = await connect(clients, one);
      expect(real?.changes).toEqual(planned.changes);
      const once = photograph(home);
      expect(outcomes(await clients.disconnect(one.client, { dryRun: true }))).toEqual(['disconnected']);
      expect(outcomes(await clients.pause({ dryRun: true }))).toEqual(['paused']);
      expect(photograph(home)).toEqual(once);
    });
  });

  it('leaves a value of ours that the user changed, names it, and takes the others out', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      await connect(clients, one);
      const mine = 'http://10.0.0.9:1/mine';
      const touched = (await findTouched(one)).filter((name) =>
        readFileSync(join(home.path, name), 'utf8').includes(CASE_PROXY),
      );
      const path = join(home.path, touched[0] ?? '');
      const ours = readFileSync(path, 'utf8').match(/http:\/\/127\.0\.0\.1:8787[\w/-]*/)?.[0] ?? '';
      writeFileSync(path, readFileSync(path, 'utf8').replace(ours, mine));
      expect((await clients.states())[one.client]).toBe('conflict');
      const [result] = await home.open().disconnect(one.client);
      expect(result?.left).toHaveLength(1);
      expect(readFileSync(path, 'utf8')).toContain(mine);
      expect(
        [...readTree(home.path)].filter(([name, bytes]) => !name.endsWith('backup') && bytes.includes(CASE_PROXY)),
      ).toEqual([]);
    });
  });

  it('takes over when it is connected again after such a change', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      await connect(clients, one);
      for (const name of await findTouched(one)) {
        const path = join(home.path, name);
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replaceAll(/http:\/\/127\.0\.0\.1:8787[\w/-]*/g, 'https://mine.example/v1'),
        );
      }
      await connect(home.open(), one);
      expect((await clients.states())[one.client]).toBe('connected');
    });
  });

  it('finds values that lead to us without any record', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      await connect(clients, one);
      rmSync(join(home.path, '.headroom'), { recursive: true, maxRetries: 9 });
      expect((await home.open().states())[one.client]).toBe('connected');
      await home.open().disconnect('all');
      const files = [...readTree(home.path)].filter(([name]) => !name.endsWith('backup'));
      const routed = files.filter(([, bytes]) =>
        /^[^#]*(BASE_URL|base_url|baseURL|api_url|_HOST|api-base).*8787/m.test(bytes.toString()),
      );
      expect(routed.map(([name]) => name)).toEqual([]);
    });
  });

  it('refuses a read-only file and changes none of the others', async () => {
    await within(await makeVariant(one, (path) => chmodSync(path, 0o444)), async (clients, home) => {
      const before = photograph(home);
      await expect(connect(clients, one)).rejects.toMatchObject({ code: 'client.denied' });
      expect(photograph(home)).toEqual(before);
      expect((await clients.states())[one.client]).not.toBe('connected');
    });
  });
});

/** Cases that touch a file of a format that can be wrong; start-up files of shells are never parsed. */
const parsed = await Promise.all(
  named.map(
    async ([name, one]) => [name, one, (await findTouched(one)).find((file) => formatOf(file) !== 'shell')] as const,
  ),
);

describe.each(parsed.filter(([, , name]) => name !== undefined))('%s', (_, one, name = '') => {
  it('refuses what cannot be understood and changes nothing', async () => {
    const broken = { json: '{"a": 1,, }', toml: 'a = = 1\n', yaml: '{ a: b }\n', shell: '' };
    await within(makeCaseHome(one), async (clients, home) => {
      const path = join(home.path, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, broken[formatOf(name)]);
      const before = photograph(home);
      await expect(connect(clients, one)).rejects.toMatchObject({ code: 'client.malformed' });
      writeFileSync(path, Buffer.from('\uFEFF{}', 'utf16le'));
      await expect(connect(clients, one)).rejects.toMatchObject({ code: 'client.malformed' });
      writeFileSync(path, broken[formatOf(name)]);
      expect(photograph(home)).toEqual(before);
    });
  });

  it('lets a file break after connecting: disconnect refuses, and works once it is whole', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      const before = photograph(home);
      await connect(clients, one);
      const path = join(home.path, name);
      const { mode } = statSync(path);
      const whole = readFileSync(path);
      writeFileSync(path, `{ ${whole.toString()}`);
      await expect(home.open().disconnect(one.client)).rejects.toMatchObject({ code: 'client.malformed' });
      expect(readFileSync(path, 'utf8')).toBe(`{ ${whole.toString()}`);
      writeFileSync(path, whole, { mode });
      await home.open().disconnect(one.client);
      expect(photograph(home)).toEqual(before);
    });
  });
});

/** Each thing that we read and a client does not, in a file that this client reads. */
const unread = (
  await Promise.all(
    named.map(async ([name, one]) => {
      const home = makeCaseHome(one);
      const files = [...(await findExtras(one, home))].flatMap(([path, extras]) =>
        extras.map(
          (extra) => [`${name}${path.slice(home.path.length)}`, extra, one, path.slice(home.path.length)] as const,
        ),
      );
      home.remove();
      return files;
    }),
  )
).flat();

const spoilt: Readonly<Record<JsonExtra, (text: string) => string>> = {
  comment: (text) => `// mine\n${text}`,
  'trailing comma': (text) => text.replace(/\s*\}\s*$/, ', }'),
  'byte order mark': (text) => `\uFEFF${text}`,
};

describe.each(unread)('%s with a %s, which its client does not read', (_, extra, one, file) => {
  it('is told before anything is changed', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      const path = join(home.path, file);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, spoilt[extra]('{ "a": 1 }'));
      const before = photograph(home);
      const said = { code: 'client.malformed', message: expect.stringContaining(`because of the ${extra} in line 1`) };
      await expect(clients.plan(one.client)).rejects.toMatchObject(said);
      await expect(connect(clients, one)).rejects.toMatchObject(said);
      expect(photograph(home)).toEqual(before);
      expect((await clients.states())[one.client]).not.toBe('connected');
    });
  });

  it('is not called connected when it comes later, and what is ours can still be taken out', async () => {
    await within(makeCaseHome(one), async (clients, home) => {
      const path = join(home.path, file);
      const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
      await connect(clients, one);
      writeFileSync(path, spoilt[extra](readFileSync(path, 'utf8')));
      expect((await home.open().verify(one.client))[0]?.message).toContain(`because of the ${extra}`);
      for (const room of [clients, home.open()]) expect((await room.states())[one.client]).toBe('conflict');
      await expect(connect(clients, one)).rejects.toMatchObject({ code: 'client.malformed' });
      const [result] = await clients.disconnect(one.client);
      expect([result?.outcome, result?.left]).toEqual(['disconnected', []]);
      if (extra !== 'trailing comma') expect(readFileSync(path, 'utf8').trim()).toBe(spoilt[extra](before).trim());
      expect(readFileSync(path, 'utf8')).not.toContain(CASE_PROXY);
    });
  });
});

describe('all clients in one home', () => {
  it('come and go in any order, and the home is as before', async () => {
    const first = cases.filter((one, at) => cases.findIndex(({ client }) => client === one.client) === at);
    for (const order of [first, first.toReversed()]) {
      await within(makeCaseHome(first[0]!), async (clients, home) => {
        for (const one of first) {
          for (const [name, bytes] of readTree(join(one.directory, 'before'))) {
            mkdirSync(join(home.path, name, '..'), { recursive: true });
            writeFileSync(join(home.path, name), bytes);
          }
        }
        const before = photograph(home);
        for (const one of first) await clients.connect(one.client, { force: true });
        for (const one of order) await home.open().disconnect(one.client);
        expect(photograph(home)).toEqual(before);
      });
    }
  });
});

describe('clients that are set up by hand', () => {
  const byHand = adapters.filter(({ how }) => how === 'steps');

  it.each(byHand.map(({ id }) => id))('%s says why, gives steps with our address, and changes nothing', async (id) => {
    await within(makeCaseHome(cases[0]!), async (clients, home) => {
      const before = photograph(home);
      const [result] = await clients.connect(id, { force: true });
      expect(result?.outcome).toBe('steps');
      expect(result?.notes.join('')).not.toBe('');
      expect(result?.steps.join('\n')).toContain(CASE_PROXY);
      expect(photograph(home)).toEqual(before);
    });
  });
});
