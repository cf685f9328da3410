import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { readBody } from '../read-body.ts';
import type { Route } from '../types.ts';

const body = z
  .strictObject({ origin: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/) })
  .meta({ id: 'WindowOrigin' });

/** The page of the native window comes from another port; its companion, which has the token, vouches for it. */
export const admitWindow = {
  id: 'admitWindow',
  method: 'post',
  path: '/api/v1/window',
  access: 'token',
  summary: 'Lets the page of the native window use this API from its own origin until Headroom stops.',
  body,
  answer: z.strictObject({ origin: z.string() }),
  handle: async ({ context, origins }) => {
    const { success, data } = body.safeParse(await readBody(context.req.raw, 1024));
    if (!success) {
      throw new AppError('api.invalid', 'An origin looks like http://127.0.0.1:4711.', { hint: 'Send {"origin": …}.' });
    }
    origins.add(data.origin);
    return context.json({ origin: data.origin });
  },
} as const satisfies Route;
