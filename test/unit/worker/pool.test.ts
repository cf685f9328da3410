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

it('tries the jobs in hand once more in a new process when its process is killed', async () => {
  engine = open();
  await engine.whenReady;
  const first = engine.status().workers[0]!.pid;
  const expected = await engine.optimise(body, job).result;
  const large = request(JSON.stringify([...rows, ...rows, ...rows, ...rows]));
  const jobs = [large, body, body].map((one) => engine.optimise(one, job));
  process.kill(first, 'SIGKILL');
  const [, second, third] = await Promise.all(jobs.map(({ result }) => result));
  expect([second!.edits, third!.edits]).toEqual([expected.edits, expected.edits]);
  expect((await Promise.all(jobs.map(({ blocks }) => blocks))).map((blocks) => blocks.length)).toEqual([3, 3, 3]);
  expect(engine.status().workers[0]!.pid).not.toBe(first);
  expect(engine.status().restarts).toBe(1);
});

it('does the same for large bodies, whose process comes back with the next of them', async () => {
  engine = open();
  await engine.whenReady;
  const large = request(Array.from({ length: 40_000 }, (_, i) => `line ${i} of something ${i * 7919}`).join('\n'));
  const { result } = engine.optimise(large, job);
  const pidOf = (lane: string) => engine.status().workers.find((worker) => worker.lane === lane)?.pid;
  const [normal, heavy] = [pidOf('normal'), pidOf('heavy')];
  process.kill(heavy!, 'SIGKILL');
  expect((await result).read).not.toBeNull();
  expect(pidOf('normal')).toBe(normal);
  expect(pidOf('heavy')).not.toBe(heavy);
});

it('holds jobs that come between two processes', async () => {
  engine = open();
  await engine.whenReady;
  process.kill(engine.status().workers[0]!.pid, 'SIGKILL');
  while (engine.status().workers.length > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(engine.status().downMs).toBeGreaterThan(0);
  expect((await engine.optimise(body, job).result).edits).toHaveLength(1);
  expect(engine.status().downMs).toBe(0);
});

it('lets a body fail that ended two processes, and none of those that waited behind it', async () => {
  const script = join(home, 'mortal.mjs');
  const frames = new URL('../../../sidecar/lib/frames.ts', import.meta.url).href;
  writeFileSync(
    script,
    `import { FrameReader, writeFrame } from ${JSON.stringify(frames)};
    const reader = new FrameReader(({ head, tail }) => {
      if (tail.length === 6) process.exit(3);
      writeFrame(process.stdout, { kind: 'compressed', id: head.id }, tail);
    });
    process.stdin.on('data', (chunk) => reader.push(chunk)).on('end', () => process.exit(0));
    writeFrame(process.stdout, { kind: 'ready' });`,
  );
  engine = open(script);
  await engine.whenReady;
  const bodies = ['deadly', 'a', 'b', 'deadly', 'c'].map((text) => engine.compress(Buffer.from(text)));
  const ends = await Promise.allSettled(bodies);
  expect(ends.map((end) => (end.status === 'fulfilled' ? Buffer.from(end.value).toString() : end.reason.code))).toEqual(
    ['worker.died', 'a', 'b', 'worker.died', 'c'],
  );
  expect(engine.status()).toMatchObject({ restarts: 4, givenUp: false });
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
  expect(engine.status().downMs).toBeGreaterThan(0);
  await expect(engine.optimise(body, job).result).rejects.toMatchObject({ code: 'worker.absent' });
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
