import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { readBody } from '../read-body.ts';
import type { Route } from '../types.ts';

/** More than any client keeps of one command. */
const maxBytes = 16 * 1024 * 1024;

const output = z
  .strictObject({ command: z.string().max(100_000), exitCode: z.int().min(0).max(255), text: z.string() })
  .meta({ id: 'ShellOutput' });
const shortened = z
  .strictObject({ text: z.string(), tokensBefore: z.int(), tokensAfter: z.int() })
  .meta({ id: 'ShortenedOutput' });

/** `headroom run` asks here. An engine that cannot answer leaves the text as it is. */
export const shellOutput = {
  id: 'shellOutput',
  method: 'post',
  path: '/v1/shell-output',
  access: 'loopback',
  summary: 'Shortens what one command printed; a failed command keeps every fact.',
  body: output,
  answer: shortened,
  handle: async ({ deps, context }) => {
    const { success, data, error } = output.safeParse(await readBody(context.req.raw, maxBytes));
    if (!success) throw new AppError('api.invalid', `The request is not valid: ${z.prettifyError(error)}`);
    return context.json((await deps.shell?.shorten(data)) ?? { text: data.text, tokensBefore: 0, tokensAfter: 0 });
  },
} as const satisfies Route;

/** An `http` hook of Claude Code posts its event here and gets its answer: {} = no opinion. */
export const claudeCodeHook = {
  id: 'claudeCodeHook',
  method: 'post',
  path: '/v1/hooks/claude-code',
  access: 'loopback',
  summary: 'Answers a PostToolUse hook of Claude Code with a shorter tool output, or with no opinion.',
  body: z.looseObject({ hook_event_name: z.string() }),
  answer: z.looseObject({}),
  handle: async ({ deps, context }) =>
    context.json((await deps.shell?.answerHook(await readBody(context.req.raw, maxBytes))) ?? {}),
} as const satisfies Route;
