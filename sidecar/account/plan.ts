import type { AccountPlan, AccountUsage } from '../contract/account.ts';
import { isSafeAddress } from './addresses.ts';
import { askService, type ServiceAnswer } from './ask-service.ts';
import { makeAccountError, refuseAnswer } from './failures.ts';
import { readMoment, readNumber, readText } from './fields.ts';
import type { Access, Tokens } from './tokens.ts';
import type { Env } from './types.ts';

/** More is no overview. */
const MOST_USAGE = 20;

/**
 * Asks the service for the plan of whoever is signed in. An access token that it refuses is renewed once.
 * @throws AppError account.signed-out, account.ended, account.refused, account.keychain and those of the network
 */
export async function askPlan(tokens: Tokens, env: Env): Promise<AccountPlan> {
  const first = await tokens.take();
  const answer = await ask(first, env);
  if (answer.status !== 401) return parsePlan(answer, first.service.url);
  const second = await tokens.take(first.accessToken);
  const again = await ask(second, env);
  if (again.status !== 401) return parsePlan(again, second.service.url);
  await tokens.end({ isRevoked: true });
  throw makeAccountError('account.ended');
}

function ask({ service, accessToken }: Access, env: Env): Promise<ServiceAnswer> {
  return askService({ url: service.planEndpoint, env, accessToken });
}

/** A tolerant reader: what is not understood is left out; only the plan's name must be there. */
export function parsePlan({ status, body }: ServiceAnswer, url: string): AccountPlan {
  const name = isObject(body.plan) ? readText(body.plan, 'name') : readText(body, 'plan');
  if (status !== 200) throw refuseAnswer(url, `tells no plan (status ${status})`);
  if (name === null) throw refuseAnswer(url, 'tells a plan that cannot be read');
  const plan = isObject(body.plan) ? body.plan : body;
  const manageUrl = readText(plan, 'manage_url');
  return {
    account: readText(body, 'account'),
    plan: name,
    renewsAt: readMoment(plan, 'renews_at'),
    manageUrl: isSafeAddress(manageUrl, url) ? manageUrl : null,
    usage: Array.isArray(body.usage) ? body.usage.slice(0, MOST_USAGE).flatMap(readUsage) : [],
  };
}

function readUsage(line: unknown): AccountUsage[] {
  if (!isObject(line)) return [];
  const name = readText(line, 'name');
  const used = readNumber(line, 'used');
  if (name === null || used === null) return [];
  return [
    {
      name,
      used,
      limit: readNumber(line, 'limit'),
      unit: readText(line, 'unit') ?? '',
      resetsAt: readMoment(line, 'resets_at'),
    },
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
