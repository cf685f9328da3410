import { describe, expect, it } from 'vitest';
import { formatAccount, formatCode, formatPlan } from '../../../sidecar/cli/account-lines.ts';
import type { Account } from '../../../sidecar/contract/account.ts';

const state: Account = {
  ...{ url: 'https://a.example', state: 'signed-out', signedInAt: null, signIn: null, problem: null },
  keptIn: { name: 'the keychain of macOS', path: null },
};

describe('lines about the account', () => {
  it('say in every state what is, and the next step', () => {
    expect(formatAccount({ ...state, url: null, state: 'absent', keptIn: null })).toContain('HEADROOM_ACCOUNT_URL');
    expect(formatAccount(state)).toBe(
      'Nobody is signed in at https://a.example.\n  → headroom account sign-in (the token would lie in the keychain of macOS)\n',
    );
    const problem = { code: 'account.denied', message: 'Refused.', hint: 'Again.' };
    expect(formatAccount({ ...state, problem })).toContain('  Refused.\n  → Again.\n');
    const keptIn = { name: 'a file', path: '/home/ann/.headroom/account/token' };
    expect(formatAccount({ ...state, state: 'signed-in', signedInAt: Date.UTC(2026, 10, 27), keptIn })).toBe(
      'Signed in at https://a.example since 2026-11-27.\n  The token lies in a file: /home/ann/.headroom/account/token.\n',
    );
  });

  it('show the code alone on its line', () => {
    const code = { userCode: 'AB-CD', verificationUrl: 'https://a.example/go', completeUrl: null, expiresAt: 600_000 };
    expect(formatCode(code, 0)).toMatch(/^Open https:\/\/a\.example\/go\n.*\n\n {4}AB-CD\n\n.*10 min/);
  });

  it('tell the plan and what is used of it', () => {
    const usage = [
      { name: 'Seats', used: 3, limit: 5, unit: 'people', resetsAt: Date.UTC(2026, 11, 1) },
      { name: 'Requests', used: 12_345, limit: null, unit: '', resetsAt: null },
    ];
    expect(
      formatPlan({ account: 'ann', plan: 'Team', renewsAt: Date.UTC(2027, 0, 1), manageUrl: 'https://a/p', usage }),
    ).toBe(
      '  Account: ann\n  Plan: Team, renewed on 2027-01-01\n  Seats: 3 of 5 people, anew on 2026-12-01\n  Requests: 12,345\n  To change it: https://a/p\n',
    );
  });
});
