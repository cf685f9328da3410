import { z } from 'zod';
import type { Account, AccountPlan } from '../../contract/account.ts';

export const accountState = z
  .strictObject({
    url: z.string().nullable().describe('The account service; null when none is configured.'),
    state: z.enum(['absent', 'signed-out', 'waiting', 'signed-in']),
    signedInAt: z.number().nullable(),
    keptIn: z
      .strictObject({ name: z.string(), path: z.string().nullable().describe('Null in a keychain.') })
      .nullable()
      .describe('Where the token lies, or would.'),
    signIn: z
      .strictObject({
        userCode: z.string(),
        verificationUrl: z.string(),
        completeUrl: z.string().nullable(),
        expiresAt: z.number(),
      })
      .nullable()
      .describe('What the person has to do while the state is `waiting`.'),
    problem: z
      .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
      .nullable()
      .describe('Why the last sign-in came to nothing, or why it ended.'),
  })
  .meta({
    id: 'Account',
    description: 'How things stand with the account. Never a token.',
  }) satisfies z.ZodType<Account>;

export const accountPlanAnswer = z
  .strictObject({
    account: z.string().nullable(),
    plan: z.string(),
    renewsAt: z.number().nullable(),
    manageUrl: z.string().nullable(),
    usage: z
      .array(
        z.strictObject({
          name: z.string(),
          used: z.number(),
          limit: z.number().nullable().describe('Null: without limit.'),
          unit: z.string(),
          resetsAt: z.number().nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'AccountPlan', description: 'What the account service says.' }) satisfies z.ZodType<AccountPlan>;
