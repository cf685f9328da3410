import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../sidecar/account/plan.ts';

const url = 'https://a.example';
const parse = (body: Record<string, unknown>) => parsePlan({ status: 200, body }, url);

describe('parsePlan', () => {
  it('reads what docs/use/account.md says', () => {
    const plan = { name: 'Team', renews_at: '2026-12-01', manage_url: 'https://a.example/plan' };
    const usage = [
      { name: 'Seats', used: 3, limit: 5, unit: 'people', resets_at: '2026-12-01' },
      { name: 'Requests', used: 12 },
    ];
    const at = Date.UTC(2026, 11, 1);
    expect(parse({ account: 'ann@example.com', plan, usage })).toEqual({
      ...{ account: 'ann@example.com', plan: 'Team', renewsAt: at, manageUrl: 'https://a.example/plan' },
      usage: [
        { name: 'Seats', used: 3, limit: 5, unit: 'people', resetsAt: at },
        { name: 'Requests', used: 12, limit: null, unit: '', resetsAt: null },
      ],
    });
  });

  it('leaves out what it does not understand', () => {
    const plan = { name: 'Free', renews_at: 'one day', manage_url: 'javascript:alert(1)' };
    const usage = [null, { name: 'x' }, { used: 1 }, { name: 'ok', used: 1 }];
    const none = { account: null, plan: 'Free', renewsAt: null, manageUrl: null };
    expect(parse({ plan, usage })).toEqual({ ...none, usage: [expect.objectContaining({ name: 'ok' })] });
    expect(parse({ plan: 'Free', usage: 'much' })).toEqual({ ...none, usage: [] });
  });

  it('refuses what tells no plan', () => {
    const refused = expect.objectContaining({ code: 'account.refused' });
    expect(() => parse({})).toThrow(refused);
    expect(() => parsePlan({ status: 500, body: { plan: 'x' } }, url)).toThrow(refused);
  });
});
