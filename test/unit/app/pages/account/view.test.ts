import { describe, expect, it } from 'vitest';
import {
  describeRest,
  makeAccountHead,
  makeUsageLine,
  needsFile,
  pickProblem,
} from '../../../../../app/pages/account/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Account } from '../../../../../sidecar/contract/account.ts';

const formats = createFormats('en-GB');
const known: Account = {
  ...{ url: 'https://account.example.com/x', state: 'signed-out', signedInAt: null, signIn: null, problem: null },
  keptIn: { name: 'the keychain of macOS', path: null },
};
const noKeychain = { code: 'account.no-keychain', message: 'There is none.', hint: 'A file.' };

describe('the account in words', () => {
  it('says how things stand, and with whom', () => {
    const titles = (['absent', 'signed-out', 'waiting', 'signed-in'] as const).map(
      (state) => makeAccountHead({ ...known, state }, undefined).title,
    );
    expect(titles).toEqual(['There is no account', 'You are not signed in', 'Confirm the code', 'You are signed in']);
    const plan = { account: 'ann', plan: 'Team', renewsAt: null, manageUrl: null, usage: [] };
    expect(makeAccountHead({ ...known, state: 'signed-in' }, plan)).toEqual({
      title: 'Signed in as ann',
      detail: 'At account.example.com.',
    });
  });

  it('asks for the file only where there is no keychain', () => {
    expect([known, { ...known, keptIn: null }, { ...known, problem: noKeychain }].map(needsFile)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('tells what is wrong once', () => {
    expect(pickProblem(null, undefined)).toBeNull();
    expect(pickProblem(noKeychain, { message: 'There is none.', hint: 'A file.' })).toEqual({
      title: 'There is none.',
      lines: ['A file.'],
    });
  });

  it('counts a code down', () => {
    expect(describeRest(600_000, 60_000, formats)).toContain('9 min');
    expect(describeRest(600_000, 600_001, formats)).toBe('The code is over.');
  });

  it('says what is used of what', () => {
    const usage = { name: 'Seats', used: 7, limit: 5, unit: 'people', resetsAt: null };
    expect(makeUsageLine(usage, formats)).toEqual({ name: 'Seats', amount: '7 of 5 people', note: '', share: 1 });
    expect(makeUsageLine({ ...usage, limit: null, unit: '' }, formats)).toMatchObject({ amount: '7', share: null });
    expect(makeUsageLine({ ...usage, limit: 0 }, formats).share).toBe(1);
  });
});
