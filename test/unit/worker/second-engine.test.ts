import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecondEngine } from '../../../sidecar/worker/second-engine.ts';
import type { SecondStatus } from '../../../sidecar/worker/types.ts';

const script = fileURLToPath(new URL('./support/second-program.mjs', import.meta.url));
/** Long enough for a machine that is busy with other things. */
const LONG_MS = 30_000;

let home = '';
const opened: SecondEngine[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-second-'));
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

/** An engine that behaves like this, and a way to wait for what it says of itself. */
function open(behaviour: string, over: { program?: string } = {}) {
  const told: SecondStatus[] = [];
  let wake = (): void => {};
  const engine = new SecondEngine(
    {
      program: over.program ?? process.execPath,
      args: [script, behaviour, join(home, 'note')],
      home: join(home, 'own'),
    },
    (status) => {
      told.push(status);
      wake();
    },
  );
  opened.push(engine);
  const until = async (isFine: (status: SecondStatus) => boolean): Promise<SecondStatus> => {
    for (;;) {
      const status = told.at(-1)!;
      if (isFine(status)) return status;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { engine, told, until };
}

const ask = (engine: SecondEngine, texts: readonly string[], deadlineMs = LONG_MS) =>
  engine.ask(
    texts.map((text, at) => ({ key: `${at}`, text, question: '' })),
    deadlineMs,
  );

describe('the second engine', { timeout: 60_000 }, () => {
  it('is started by the first who would ask, and answers one question after the other', async () => {
    const { engine, until, told } = open('good');
    expect(told.at(-1)?.state).toBe('idle');
    expect(engine.prepare()).toBe(false);
    await until(({ state }) => state === 'ready');
    expect(engine.prepare()).toBe(true);
    const answers = await ask(engine, ['a\nb\nc', 'd\ne']);
    expect([...answers]).toEqual([
      ['0', 'a\nc'],
      ['1', 'd'],
    ]);
    expect(told.at(-1)).toMatchObject({ state: 'ready', answers: 2, failures: 0, reason: '' });
    const seen = readFileSync(join(home, 'note'), 'utf8');
    expect(seen.trim().split('\n')).toHaveLength(1);
    for (const name of ['HOME', 'DO_NOT_TRACK']) expect(seen).toContain(name);
    expect(seen).not.toMatch(/PROXY|_KEY|TOKEN|PATH/);
  });

  it('gives nothing to those who ask while it is not there', async () => {
    const { engine } = open('good');
    expect((await ask(engine, ['a'])).size).toBe(0);
  });

  it.each(['dead', 'rude'])('is left alone when it cannot be started well (%s)', async (behaviour) => {
    const { engine, until } = open(behaviour);
    engine.prepare();
    const status = await until(({ state }) => state === 'suspended');
    expect(status).toMatchObject({ pid: null, answers: 0, failures: 1 });
    expect(status.reason).not.toBe('');
    expect(engine.prepare()).toBe(false);
  });

  it('is left alone when there is no such program', async () => {
    const { engine, until } = open('good', { program: join(home, 'nothing') });
    engine.prepare();
    expect((await until(({ state }) => state === 'suspended')).reason).toBe('could not be started');
  });

  it.each([
    ['dies', 'ended'],
    ['garbage', 'said something'],
    ['list', 'said something'],
    ['null', 'said something'],
    ['other', 'said something'],
    ['number', 'said something'],
    ['huge', 'said more'],
  ])('that %s is ended and left alone, and whoever asked goes without', async (behaviour, reason) => {
    const { engine, until } = open(behaviour);
    engine.prepare();
    await until(({ state }) => state === 'ready');
    expect((await ask(engine, ['a', 'b'])).size).toBe(0);
    const status = await until(({ state }) => state === 'suspended');
    expect(status).toMatchObject({ pid: null, failures: 1, reason: expect.stringContaining(reason) });
    expect(engine.prepare()).toBe(false);
  });

  it('that is slow keeps nobody waiting longer than the deadline', async () => {
    const { engine, until } = open('slow');
    engine.prepare();
    await until(({ state }) => state === 'ready');
    expect((await ask(engine, ['a', 'b'], 50)).size).toBe(0);
    expect((await until(({ state }) => state === 'suspended')).reason).toMatch(/no answer within/);
  });
});
