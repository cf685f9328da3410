import type { Account, AccountPlan, AccountUsage } from '../contract/account.ts';

/** How things stand with the account, for people. */
export function formatAccount({ url, state, signedInAt, keptIn, problem }: Account): string {
  if (url === null || state === 'absent')
    return 'No account service is configured, and none is needed.\n  HEADROOM_ACCOUNT_URL or --account-url names one.\n';
  const where = keptIn === null ? 'nowhere: Headroom knows no keychain of this system' : formatPlace(keptIn);
  if (state === 'signed-in') {
    const since = signedInAt === null ? '' : ` since ${new Date(signedInAt).toISOString().slice(0, 10)}`;
    return `Signed in at ${url}${since}.\n  The token lies in ${where}.\n`;
  }
  const told = problem === null ? '' : `  ${problem.message}\n${problem.hint === null ? '' : `  → ${problem.hint}\n`}`;
  return `Nobody is signed in at ${url}.\n${told}  → headroom account sign-in (the token would lie in ${where})\n`;
}

function formatPlace({ name, path }: NonNullable<Account['keptIn']>): string {
  return path === null ? name : `${name}: ${path}`;
}

/** What is to be done with a code. */
export function formatCode(
  { userCode, verificationUrl, completeUrl, expiresAt }: NonNullable<Account['signIn']>,
  now: number,
): string {
  const minutes = Math.max(1, Math.round((expiresAt - now) / 60_000));
  const complete = completeUrl === null ? '' : `\n  or open ${completeUrl}`;
  return `Open ${verificationUrl}\nand type in the code\n\n    ${userCode}\n${complete}\n  It can be used for ${minutes} min. Waiting … Ctrl-C ends it.`;
}

/** The plan for people. */
export function formatPlan({ account, plan, renewsAt, manageUrl, usage }: AccountPlan): string {
  const lines = [
    ...(account === null ? [] : [`Account: ${account}`]),
    `Plan: ${plan}${renewsAt === null ? '' : `, renewed on ${formatDay(renewsAt)}`}`,
    ...usage.map(formatUse),
    ...(manageUrl === null ? [] : [`To change it: ${manageUrl}`]),
  ];
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function formatUse({ name, used, limit, unit, resetsAt }: AccountUsage): string {
  const of = limit === null ? '' : ` of ${formatNumber(limit)}`;
  const until = resetsAt === null ? '' : `, anew on ${formatDay(resetsAt)}`;
  return `${name}: ${formatNumber(used)}${of}${unit === '' ? '' : ` ${unit}`}${until}`;
}

function formatNumber(value: number): string {
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }).format(value);
}

/** In UTC, so that two computers say the same. */
function formatDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
