import type { Account, AccountPlan, AccountProblem, AccountUsage } from '../../../sidecar/contract/account.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

const MINUTE_MS = 60_000;

export interface AccountHead {
  readonly title: string;
  readonly detail: string;
}

/** How things stand, in a sentence. @param plan what the service says, as soon as it does */
export function makeAccountHead({ url, state }: Account, plan: AccountPlan | undefined): AccountHead {
  const host = hostOf(url);
  const said = texts().account;
  switch (state) {
    case 'absent':
      return said.absent;
    case 'signed-out':
      return { title: said.signedOut.title, detail: said.signedOut.detail(host) };
    case 'waiting':
      return { title: said.waiting.title, detail: said.waiting.detail(host) };
    case 'signed-in': {
      const who = plan?.account ?? null;
      const { title, titleAs, detail } = said.signedIn;
      return { title: who === null ? title : titleAs(who), detail: detail(host) };
    }
  }
}

/** A service as people call it: its name without the way of writing it. */
export function hostOf(url: string | null): string {
  return url === null || !URL.canParse(url) ? '' : new URL(url).host;
}

/** Whether the person has to agree to a file before a sign-in can work. */
export function needsFile({ keptIn, problem }: Account): boolean {
  return keptIn === null || problem?.code === 'account.no-keychain';
}

/** What is wrong, once: a refusal of the sidecar stands in the state as well. */
export function pickProblem(
  problem: AccountProblem | null,
  failure: { readonly message: string; readonly hint: string | undefined } | undefined,
): { readonly title: string; readonly lines: readonly string[] } | null {
  const told = failure ?? problem;
  return told === null ? null : { title: told.message, lines: told.hint ? [told.hint] : [] };
}

/** How long a code can still be used. */
export function describeRest(expiresAt: number, now: number, formats: Formats): string {
  const left = expiresAt - now;
  // The seconds would only make one hurry.
  const rest = left > MINUTE_MS ? Math.floor(left / MINUTE_MS) * MINUTE_MS : Math.max(left, 1000);
  return left <= 0 ? texts().account.code.over : texts().account.code.rest(formats.span(rest));
}

export interface UsageLine {
  readonly name: string;
  /** "3 of 5 people" */
  readonly amount: string;
  /** '' when it is not told. */
  readonly note: string;
  /** From 0 to 1; null without a limit. */
  readonly share: number | null;
}

export function makeUsageLine({ name, used, limit, unit, resetsAt }: AccountUsage, formats: Formats): UsageLine {
  const said = texts().account.plan;
  return {
    name,
    amount:
      limit === null
        ? said.amount(formats.count(used), unit)
        : said.amountOf(formats.count(used), formats.count(limit), unit),
    note: resetsAt === null ? '' : said.anew(formats.day(resetsAt, 'short')),
    share: limit === null ? null : limit === 0 ? 1 : Math.min(1, used / limit),
  };
}
