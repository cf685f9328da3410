import { z } from 'zod';
import type { DemoReport } from '../../contract/api.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import type { Route } from '../types.ts';

const usd = z.number();
const size = z.int().nonnegative();

const answer = z
  .strictObject({
    turns: z
      .array(
        z.strictObject({
          number: z.int(),
          carried: z.string(),
          bytesBefore: size,
          bytesAfter: size,
          directUsd: usd,
          oursUsd: usd,
        }),
      )
      .readonly(),
    directUsd: usd,
    oursUsd: usd,
    sameAnswers: z.int(),
  })
  .meta({ id: 'DemoReport' }) satisfies z.ZodType<DemoReport>;

/** The demo that runs now; whoever asks meanwhile gets the same one. */
const running = new WeakMap<object, Promise<DemoReport>>();

export const demo = {
  id: 'demo',
  method: 'post',
  path: '/api/v1/demo',
  access: 'token',
  summary: 'Replay a scripted session against a mock provider on this computer, direct and through Headroom.',
  answer,
  others: { 404: problem },
  handle: async ({ deps }) => {
    const { demo: play } = deps;
    if (play === undefined) throw notFound('demo in this sidecar');
    const run = running.get(deps) ?? play().finally(() => running.delete(deps));
    running.set(deps, run);
    return answerJson(await run);
  },
} as const satisfies Route;
