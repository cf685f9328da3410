import { describe, expect, it } from 'vitest';
import { judge } from '../../../sidecar/insights/judge.ts';
import type { InsightRule } from '../../../sidecar/insights/types.ts';
import { makeEvidence } from './make-evidence.ts';

const rule = (id: string, gain: { usd: number | null; tokens: number } | null): InsightRule => ({
  id,
  needs: 'ledger',
  judge: () => ({ title: id, evidence: [], gain, action: 'x' }),
});

describe('judge', () => {
  it('puts dollars before tokens before what cannot be estimated, and leaves out rules that say nothing', () => {
    const rules = [
      rule('none', null),
      rule('tokens', { usd: null, tokens: 5 }),
      rule('cents', { usd: 0.1, tokens: 1 }),
      rule('dollars', { usd: 3, tokens: 0 }),
      { ...rule('silent', null), judge: () => null },
    ];
    expect(judge(makeEvidence(), rules).map((one) => one.rule)).toEqual(['dollars', 'cents', 'tokens', 'none']);
  });
});
