import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { LoginStart } from '../../contract/login-start.ts';
import { answerJson } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { problem } from '../schemas/health.ts';
import type { Route } from '../types.ts';

const answer = z
  .strictObject({
    state: z.enum(['off', 'on', 'broken', 'unavailable']),
    reason: z.string().nullable(),
    files: z.array(z.strictObject({ path: z.string(), what: z.string(), text: z.string() })).readonly(),
    commands: z.array(z.string()).readonly(),
  })
  .meta({ id: 'LoginStart' }) satisfies z.ZodType<LoginStart>;

const choice = z.strictObject({ on: z.boolean() }).meta({ id: 'LoginStartChoice' });

const none: LoginStart = {
  state: 'unavailable',
  reason: 'This Headroom keeps nothing on this computer, and so nothing that starts it.',
  files: [],
  commands: [],
};

export const loginStart = {
  id: 'loginStart',
  method: 'get',
  path: '/api/v1/login-start',
  access: 'token',
  summary: 'Whether Headroom is started at login, with what was written for it, or would be. Changes nothing.',
  answer,
  others: { 409: problem },
  handle: async ({ deps }) => answerJson(deps.loginStart === undefined ? none : await deps.loginStart.read()),
} as const satisfies Route;

export const switchLoginStart = {
  id: 'switchLoginStart',
  method: 'post',
  path: '/api/v1/login-start',
  access: 'token',
  summary: 'Have Headroom started at login, or no longer. Writes what GET shows; uninstalling takes it back.',
  body: choice,
  answer,
  others: { 400: problem, 409: problem },
  handle: async ({ deps, context }) => {
    const { success, data } = choice.safeParse(await readBody(context.req.raw, 1024));
    if (!success)
      throw new AppError('api.invalid', 'It is on or off.', { hint: 'Send {"on": true} or {"on": false}.' });
    if (deps.loginStart === undefined) throw new AppError('service.unsupported', none.reason ?? '');
    return answerJson(await deps.loginStart.switch(data.on));
  },
} as const satisfies Route;
