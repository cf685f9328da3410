import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splice } from '../../../sidecar/lib/splice.ts';
import { createEngine, type Engine, type OptimiseJob } from '../../../sidecar/worker/index.ts';
import { readResults } from '../../sidecar/support/agent-turns.ts';
import { makePlainLines, makeRequest } from './support/plain-text.ts';

const script = fileURLToPath(new URL('./support/second-program.mjs', import.meta.url));
const job: OptimiseJob = {
  ...{ dialect: 'anthropic', conversation: 'c', mode: 'cache', suspended: [], pinned: [], canStore: true, epoch: 0 },
  originalsDir: '~/o',
};
/** Shorter than what ends a process that hangs, and long enough for a machine that is busy with other things. */
const PATIENT_MS = 8000;
/** Texts that ours leaves whole. */
const texts = [1, 2, 3, 4].map((seed) => makePlainLines(100, seed).join('\n'));

let home = '';
let engine: Engine | null = null;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-with-second-'));
});
afterEach(async () => {
  await engine?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

/** The engine's process, with a second engine that behaves like this; undefined: it is switched off. */
async function open(behaviour?: string): Promise<Engine> {
  await engine?.close();
  const args = [script, behaviour ?? '', join(home, 'note')];
  const second =
    behaviour === undefined
      ? null
      : {
          program: process.execPath,
          args,
          home: join(home, 'own'),
          deadlineMs: behaviour === 'slow' ? 50 : PATIENT_MS,
        };
  engine = createEngine({ originalsPath: join(home, 'originals'), originalsDir: '~/o', second });
  await engine.whenReady;
  return engine;
}

/** What is sent in place of the first texts. */
async function send(count: number, over: Partial<OptimiseJob> = {}): Promise<readonly string[]> {
  const body = makeRequest(texts.slice(0, count));
  const { edits } = await engine!.optimise(body, { ...job, ...over }).result;
  return readResults(Buffer.concat(splice(body, edits)));
}

/** Other conversations ask until it answers or is left alone; what is busy may be slow. */
async function warmUp(): Promise<void> {
  for (let at = 0; ; at++) {
    const status = engine!.status().second;
    if (status?.state === 'ready' || status?.state === 'suspended') return;
    const body = makeRequest([makePlainLines(100, 1000 + at).join('\n')]);
    await engine!.optimise(body, { ...job, conversation: `warm ${at}` }).result;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('an engine with a second one', { timeout: 60_000 }, () => {
  it('does not start it when it is switched off', async () => {
    await open();
    expect(await send(2)).toEqual(texts.slice(0, 2));
    expect(engine!.status().second).toBeNull();
    expect(existsSync(join(home, 'note'))).toBe(false);
  });

  it('sends what it proposed, and the same in every later turn, with it or without it', async () => {
    await open('fickle');
    expect(await send(1)).toEqual([texts[0]]);
    await warmUp();
    const first = await send(2);
    // It was not there in time for the first text, which stays as it was sent.
    expect(first[0]).toBe(texts[0]);
    expect(first[1]).toMatch(/\[headroom: \d+ of 100 lines shown/);
    expect(readFileSync(join(home, 'originals', `${/([0-9a-f]+)\.txt/.exec(first[1]!)?.[1]}.txt`), 'utf8')).toBe(
      texts[1],
    );
    const second = await send(3);
    expect(second.slice(0, 2)).toEqual(first);
    const { pid } = engine!.status().second!;
    if (pid !== null) process.kill(pid, 'SIGKILL');
    expect((await send(4)).slice(0, 3)).toEqual(second);
    for (const behaviour of ['fickle', 'dead', undefined]) {
      await open(behaviour);
      expect((await send(4)).slice(0, 3)).toEqual(second);
    }
    // A fork under another name has the same prefix at the provider, while it is switched on.
    await open('dead');
    expect((await send(2, { conversation: 'fork' }))[1]).toBe(first[1]);
  });

  it.each([
    'dies',
    'slow',
    'garbage',
    'huge',
    'dead',
    'rude',
    'inventive',
    'turned',
    'cut',
    'empty',
    'whole',
    'longer',
  ])('sends what ours says when the other is one that is %s', async (behaviour) => {
    await open(behaviour);
    await warmUp();
    expect(await send(1)).toEqual([texts[0]]);
    expect(await send(2)).toEqual(texts.slice(0, 2));
  });

  it('uses it for messages outside of a conversation, too', async () => {
    await open('good');
    await warmUp();
    const answer = Buffer.from(await engine!.compress(makeRequest([texts[0]!]))).toString();
    expect(JSON.parse(answer).report.segments).toMatchObject([{ by: ['second'] }]);
  });
});
