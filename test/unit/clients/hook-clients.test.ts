import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clients, createClients, createHookClients, withHooks } from '../../../sidecar/clients/index.ts';

const proxyUrl = 'http://127.0.0.1:8787';
const texts = [
  '{\n  "model": "opus",\n  "hooks": { "PostToolUse": [ { "matcher": "Edit", "hooks": [] } ] }  \n}\n\n',
  '{"permissions":{"allow":["Bash(ls:*)"]}}\r\n',
  '{}',
] as const;

let userHome = '';
let file = '';
let clients: Clients;
let hooks: Clients;
beforeEach(() => {
  userHome = mkdtempSync(join(tmpdir(), 'headroom-hooks-'));
  file = join(userHome, '.claude', 'settings.json');
  mkdirSync(join(userHome, '.claude'));
  const options = { home: join(userHome, '.headroom'), env: { PATH: '' }, userHome, proxyUrl };
  [clients, hooks] = [createClients(options), createHookClients(options)];
});
afterEach(() => rmSync(userHome, { recursive: true, force: true, maxRetries: 9 }));
const read = (): string => readFileSync(file, 'utf8');

describe('createHookClients', () => {
  it('leaves the file byte for byte, in whatever order routes and hooks come and go', { timeout: 60_000 }, async () => {
    const step = fc.constantFrom('route in', 'route out', 'hook in', 'hook out', 'pause', 'resume');
    const steps = fc.array(step, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), steps, async (text, order) => {
        writeFileSync(file, text);
        const both = withHooks(clients, hooks);
        const work = {
          'route in': () => clients.connect('claude-code', { force: true }),
          'route out': () => clients.disconnect('claude-code'),
          'hook in': () => hooks.connect('claude-code', { force: true }),
          'hook out': () => hooks.disconnect('claude-code'),
          pause: () => both.pause(),
          resume: () => both.resume(),
        };
        for (const one of order) await work[one]();
        await Promise.all([work['hook out'](), clients.list()]);
        await work['route out']();
        expect(read()).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('comes and goes with pause and resume, together with the route', async () => {
    writeFileSync(file, texts[1]);
    await clients.connect('claude-code');
    await hooks.connect('claude-code');
    const together = read();
    const both = withHooks(clients, hooks);
    expect((await both.pause()).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Claude Code', 'paused'],
      ['The hook of Claude Code', 'paused'],
    ]);
    expect(read()).toBe(texts[1]);
    await both.resume();
    expect(read()).toBe(together);
  });

  it('keeps the hooks of the user, and what the user writes beside ours', async () => {
    writeFileSync(file, texts[0]);
    await hooks.connect('claude-code');
    expect(JSON.parse(read()).hooks.PostToolUse).toHaveLength(2);
    writeFileSync(file, read().replace('"opus"', '"sonnet"'));
    const [result] = await hooks.disconnect('claude-code');
    expect([result?.outcome, read()]).toEqual(['disconnected', texts[0].replace('"opus"', '"sonnet"')]);
  });

  it('takes into care, and out again, a hook that was written by hand', async () => {
    writeFileSync(file, '{}');
    await hooks.connect('claude-code');
    rmSync(join(userHome, '.headroom'), { recursive: true, maxRetries: 9 });
    expect((await hooks.states())['claude-code']).toBe('connected');
    await hooks.disconnect('claude-code');
    expect(JSON.parse(read())).toEqual({});
  });

  it('is refused where Claude Code would not read the file, and told where it does not any more', async () => {
    writeFileSync(file, '{} // mine');
    await expect(hooks.connect('claude-code')).rejects.toMatchObject({ code: 'client.malformed' });
    expect(read()).toBe('{} // mine');
    writeFileSync(file, '{}');
    await hooks.connect('claude-code');
    writeFileSync(file, `${read()}// mine\n`);
    expect((await hooks.states())['claude-code']).toBe('conflict');
    await hooks.disconnect('claude-code');
    expect(read()).toBe('{}// mine\n');
  });

  it('says why the other clients have none, and touches nothing of them', async () => {
    writeFileSync(file, '{}');
    const rows = await hooks.list();
    expect(rows.filter(({ how }) => how === 'files').map(({ id }) => id)).toEqual(['claude-code']);
    const [codex] = await hooks.connect('codex', { force: true });
    expect([codex?.outcome, codex?.changes, codex?.steps.join()]).toEqual([
      'steps',
      [],
      expect.stringContaining('not replace'),
    ]);
  });

  it('finds what keeps Claude Code from asking', async () => {
    writeFileSync(file, JSON.stringify({ disableAllHooks: true, allowedHttpHookUrls: ['https://hooks.example/*'] }));
    await hooks.connect('claude-code');
    const { findings } = (await hooks.list()).find(({ id }) => id === 'claude-code')!;
    expect(findings.map(({ message }) => message).join()).toMatch(/disableAllHooks.*allowedHttpHookUrls/);
    writeFileSync(file, read().replace('https://hooks.example/*', 'http://127.0.0.1:*').replace('true', 'false'));
    expect((await hooks.list()).find(({ id }) => id === 'claude-code')?.findings).toEqual([]);
  });
});
