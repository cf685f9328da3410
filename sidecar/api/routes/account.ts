import { z } from 'zod';
import type { Account } from '../../contract/account.ts';
import { AppError } from '../../contract/errors.ts';
import { answerJson } from '../errors.ts';
import { parseJson, readBytes } from '../read-body.ts';
import { accountPlanAnswer, accountState } from '../schemas/account.ts';
import { problem } from '../schemas/health.ts';
import type { AccountReader, ApiDeps, Call, Route } from '../types.ts';

const MAX_BODY_BYTES = 4096;

const signInOptions = z.strictObject({
  tokenInFile: z.boolean().optional().describe('The person agrees that the token lies in a file (0600) of the home.'),
});

const none: Account = { url: null, state: 'absent', signedInAt: null, keptIn: null, signIn: null, problem: null };

export const account = {
  id: 'account',
  method: 'get',
  path: '/api/v1/account',
  access: 'token',
  summary: 'How things stand with the account. Asks nobody; state `absent` when no account URL is configured.',
  answer: accountState,
  handle: async ({ deps }) => answerJson(isConfigured(deps) ? await (await open(deps)).read() : none),
} as const satisfies Route;

export const accountPlan = {
  id: 'accountPlan',
  method: 'get',
  path: '/api/v1/account/plan',
  access: 'token',
  summary: 'Plan and usage, asked of the account service.',
  answer: accountPlanAnswer,
  others: { 404: problem, 409: problem, 502: problem },
  handle: async ({ deps }) => answerJson(await (await open(deps)).plan()),
} as const satisfies Route;

export const signIn = {
  id: 'signIn',
  method: 'post',
  path: '/api/v1/account/sign-in',
  access: 'token',
  summary:
    'Start a sign-in with a code (RFC 8628). Answers as soon as there is one; GET /api/v1/account tells the rest.',
  body: signInOptions,
  answer: accountState,
  others: { 404: problem, 409: problem, 502: problem },
  handle: async (call) => {
    const { tokenInFile = false } = await readOptions(call);
    return answerJson(await (await open(call.deps)).signIn({ inFile: tokenInFile }));
  },
} as const satisfies Route;

export const cancelSignIn = {
  id: 'cancelSignIn',
  method: 'post',
  path: '/api/v1/account/cancel',
  access: 'token',
  summary: 'Wait for the code no longer.',
  answer: accountState,
  others: { 404: problem },
  handle: async ({ deps }) => answerJson(await (await open(deps)).cancel()),
} as const satisfies Route;

export const signOut = {
  id: 'signOut',
  method: 'post',
  path: '/api/v1/account/sign-out',
  access: 'token',
  summary: 'Take the token off this computer, and have the service revoke it if it can be reached.',
  answer: accountState,
  others: { 404: problem, 409: problem },
  handle: async ({ deps }) => answerJson(await (await open(deps)).signOut()),
} as const satisfies Route;

function isConfigured(deps: ApiDeps): boolean {
  return deps.account !== undefined && deps.account !== null;
}

function open(deps: ApiDeps): Promise<AccountReader> {
  if (deps.account !== undefined && deps.account !== null) return deps.account();
  throw new AppError('account.absent', 'No account service is configured.', {
    hint: 'Set HEADROOM_ACCOUNT_URL, or start with --account-url.',
  });
}

/** An empty body means no options. */
async function readOptions({ context }: Call): Promise<z.infer<typeof signInOptions>> {
  const bytes = await readBytes(context.req.raw, MAX_BODY_BYTES);
  const given = signInOptions.safeParse(bytes.length === 0 ? {} : parseJson(bytes));
  if (given.success) return given.data;
  throw new AppError('api.invalid', `The options are wrong: ${given.error.issues[0]?.message ?? 'not readable'}.`, {
    hint: 'Send {"tokenInFile": true}, or nothing.',
  });
}
