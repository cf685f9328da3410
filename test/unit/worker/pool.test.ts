import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine, type Engine, type OptimiseJob } from '../../../sidecar/worker/index.ts';

const job: OptimiseJob = {
  dialect: 'anthropic',
  conversation: 'c',
  mode: 'cache',
  suspended: [],
  pinned: [],
  canStore: true,
  originalsDir: '~/.headroom/originals',
};
const rows = Array.from({ length: 300 }, (_, i) => ({ id: i, name: `row ${i}`, state: 'open' }));
const request = (content: string) =>
  new TextEncoder().encode(
    JSON.stringify({
      model: 'm',
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Bash', input: { command: 'list' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content }] },
      ],
    }),
  );
const body = request(JSON.stringify(rows, null, 1));

let home: string;
let engine: Engine;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-pool-'));
});
afterEach(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

const open = (script?: string) =>
  createEngine({ originalsPath: join(home, 'originals'), originalsDir: '~/o', ...(script && { script }) });

it('edits a body in another process and tells the blocks afterwards', async () => {
  engine = open();
  const { result, blocks } = engine.optimise(body, job);
  const { edits, segments, read } = await result;
  expect(read!.model).toBe('m');
  expect(edits).toHaveLength(1);
  expect(segments[0]!.tokensAfter).toBeLessThan(segments[0]!.tokensBefore);
  expect(await blocks).toHaveLength(3);
  expect(engine.status().workers[0]!.pid).not.toBe(process.pid);
});

it('fails the job in hand when its process is killed, and serves the next one from a new process', async () => {
  engine = open();
  await engine.whenReady;
  const first = engine.status().workers[0]!.pid;
  const { result, blocks } = engine.optimise(request(JSON.stringify([...rows, ...rows, ...rows, ...rows])), job);
  process.kill(first, 'SIGKILL');
  await expect(result).rejects.toMatchObject({ code: 'worker.died' });
  expect(await blocks).toEqual([]);
  const started = Date.now();
  for (;;) {
    const again = await engine.optimise(body, job).result.catch(() => null);
    if (again !== null) break;
    expect(Date.now() - started).toBeLessThan(10_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(engine.status().workers[0]!.pid).not.toBe(first);
  expect(engine.status().restarts).toBe(1);
});

it('gives up for a while when its process keeps dying, and says so', async () => {
  const script = join(home, 'dies.mjs');
  writeFileSync(script, 'process.exit(3)');
  engine = open(script);
  const started = Date.now();
  while (!engine.status().givenUp) {
    expect(Date.now() - started).toBeLessThan(20_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await expect(engine.optimise(body, job).result).rejects.toMatchObject({ code: 'worker.died' });
});

it('does not let a small body wait behind a large one', async () => {
  engine = open();
  await engine.whenReady;
  const order: string[] = [];
  const large = engine.optimise(
    request(Array.from({ length: 40_000 }, (_, i) => `line ${i} of something ${i * 7919}`).join('\n')),
    job,
  );
  const small = engine.optimise(body, job);
  await Promise.all([large.result.then(() => order.push('large')), small.result.then(() => order.push('small'))]);
  expect(order[0]).toBe('small');
  expect(engine.status().workers.map((worker) => worker.lane)).toEqual(['normal', 'heavy']);
});

it('compresses a list of messages and keeps the caller’s bytes outside the edits', async () => {
  engine = open();
  const answer = JSON.parse(Buffer.from(await engine.compress(body)).toString());
  expect(answer.messages[0]).toEqual({ role: 'user', content: 'q' });
  expect(answer.report.tokens_after).toBeLessThan(answer.report.tokens_before);
  await expect(engine.compress(new TextEncoder().encode('{"messages":1}'))).rejects.toMatchObject({
    code: 'body.malformed',
  });
});
