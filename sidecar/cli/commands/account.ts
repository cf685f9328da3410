import type { AccountDoor } from '../../account/index.ts';
import type { AccountPlan, Account as State } from '../../contract/account.ts';
import { AppError, type ErrorCode } from '../../contract/errors.ts';
import { resolveSettings } from '../../settings.ts';
import { formatAccount, formatCode, formatPlan } from '../account-lines.ts';
import { usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { settingFlags } from '../setting-flags.ts';
import { watchStopSignals } from '../stop-signals.ts';
import { defineCommand, type ExitCode, type Io } from '../types.ts';

export const account = defineCommand({
  id: 'account',
  summary: 'Tell whether and as whom you are signed in at the account service, sign in with a code, or sign out.',
  args: {
    action: { type: 'positional', required: false, description: 'status (the default), sign-in or sign-out.' },
    'token-in-file': {
      type: 'boolean',
      description: 'sign-in: where there is no keychain, keep the token in a file that only you can read.',
    },
    json: { type: 'boolean', description: 'Print the answer as JSON, as the API gives it.' },
    'account-url': settingFlags['account-url'],
    home: settingFlags.home,
  },
  async run({ action = 'status', 'token-in-file': inFile = false, json, 'account-url': url, home }, io) {
    if (inFile && action !== 'sign-in') throw usage('--token-in-file belongs to sign-in');
    const settings = resolveSettings({ 'account-url': url, home }, io.env);
    const { createAccount } = await import('../../account/index.ts');
    const door = createAccount({ home: settings.home, env: io.env, url: settings.accountUrl });
    const tell = (state: State, plan?: AccountPlan) => writeAll(io.stdout, format(state, plan, json === true));
    switch (action) {
      case 'status':
        return showStatus(door, tell);
      case 'sign-in':
        return signIn(door, { inFile, tell, io });
      case 'sign-out':
        await tell(await door.signOut());
        return 0;
      default:
        throw usage(`"${action}" is nothing that headroom account can do: status, sign-in, sign-out`);
    }
  },
});

type Tell = (state: State, plan?: AccountPlan) => Promise<void>;

/** What lies here is told also when the service cannot be asked. */
async function showStatus(door: AccountDoor, tell: Tell): Promise<ExitCode> {
  const state = await door.read();
  if (state.state !== 'signed-in') {
    await tell(state);
    return 0;
  }
  try {
    await tell(state, await door.plan());
    return 0;
  } catch (error) {
    await tell(await door.read());
    throw error;
  }
}

async function signIn(
  door: AccountDoor,
  { inFile, tell, io }: { readonly inFile: boolean; readonly tell: Tell; readonly io: Io },
): Promise<ExitCode> {
  if ((await door.read()).state === 'signed-in') {
    say(io, 'Signed in already; headroom account sign-out ends that.');
    return showStatus(door, tell);
  }
  const signals = watchStopSignals();
  try {
    const started = door.signIn({ inFile });
    const stopped = signals.first.then(() => door.cancel());
    const state = await Promise.race([started, stopped]);
    if (state.signIn !== null) say(io, formatCode(state.signIn, Date.now()));
    const end = await Promise.race([door.settled(), stopped]);
    if (end.problem !== null) throw toError(end.problem);
    if (end.state === 'signed-in') return await showStatus(door, tell);
    say(io, 'Nobody was signed in.');
    return 1;
  } finally {
    signals.release();
  }
}

function toError({ code, message, hint }: NonNullable<State['problem']>): Error {
  if (code === 'defect') return new Error(message);
  return new AppError(code as ErrorCode, message, hint === null ? {} : { hint });
}

function format(state: State, plan: AccountPlan | undefined, isJson: boolean): string {
  if (isJson) return `${JSON.stringify({ ...state, plan: plan ?? null }, null, 2)}\n`;
  return plan === undefined ? formatAccount(state) : `${formatAccount(state)}${formatPlan(plan)}`;
}
