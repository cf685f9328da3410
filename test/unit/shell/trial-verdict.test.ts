import { describe, expect, it } from 'vitest';
import {
  type Fate,
  formatTrial,
  judgeTrial,
  type TrialCell,
  trialModes,
  trialRules,
} from '../../../sidecar/shell/trial-verdict.ts';

const all = (rewritten: (asItIs: Fate) => Fate | null): TrialCell[] =>
  trialModes.flatMap((mode) =>
    trialRules.map((rule) => {
      const asItIs = rule === 'deny' ? 'denied' : rule === 'ask' ? 'asked' : 'ran';
      return { mode, rule, asItIs, rewritten: rewritten(asItIs) } as const;
    }),
  );

describe('judgeTrial', () => {
  it('takes rewriting for lawful where it gets the same or less in every cell', () => {
    expect(judgeTrial(all((fate) => fate)).isLawful).toBe(true);
    expect(judgeTrial(all(() => 'denied')).isLawful).toBe(true);
  });

  it('refuses one cell that gets more, and names it', () => {
    const { isLawful, reason } = judgeTrial(all((fate) => (fate === 'denied' ? 'asked' : fate)));
    expect([isLawful, reason]).toEqual([
      false,
      expect.stringContaining('deny in mode default: denied as it is, asked'),
    ]);
    expect(judgeTrial(all(() => 'ran')).isLawful).toBe(false);
  });

  it('refuses what was not tried', () => {
    expect(judgeTrial([]).isLawful).toBe(false);
    expect(judgeTrial(all(() => null)).isLawful).toBe(false);
    expect(judgeTrial(all((fate) => fate).slice(1)).isLawful).toBe(false);
  });
});

describe('formatTrial', () => {
  it('shows a line for each cell', () => {
    expect(formatTrial([{ mode: 'default', rule: 'none', asItIs: 'asked', rewritten: null }])).toBe(
      'mode     rule  as it is  rewritten\ndefault  none  asked     ?\n',
    );
  });
});
