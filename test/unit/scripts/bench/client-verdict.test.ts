import { describe, expect, it } from 'vitest';
import { judgeRuns, type Summary } from '../../../../scripts/bench/client-verdict.ts';

const upstream = { statuses: { 200: 12 }, violations: [], mock_errors: [] };
const direct: Summary = { ok: true, exit: 0, error: null, final: 'code 4711', missing: [], upstream };
const proxied: Summary = { ...direct, tap: { statuses: { 200: 12 } }, unstable_added: 0 };
const withoutFact = { ok: false, missing: ['17.40'] };

const judge = (onDirect: Partial<Summary>, onProxied: Partial<Summary>) => {
  const { problems, remarks } = judgeRuns({ ...direct, ...onDirect }, { ...proxied, ...onProxied });
  return { problems, remarks };
};

describe('the verdict on a pair of runs', () => {
  it('has nothing to say where both ended the same and well', () => {
    expect(judge({}, {})).toEqual({ problems: [], remarks: [] });
  });

  it('takes a fact that is missing through the proxy only for a problem', () => {
    expect(judge({}, withoutFact).problems).toEqual(['facts missing: 17.40']);
  });

  it('tells a fact that is missing either way without calling it a problem', () => {
    expect(judge(withoutFact, withoutFact)).toEqual({ problems: [], remarks: ['also missing directly: 17.40'] });
  });

  it('tells the two apart where both kinds are missing', () => {
    const both = judge(withoutFact, { ok: false, missing: ['17.40', 'ZX-9'] });
    expect(both).toEqual({ problems: ['facts missing: ZX-9'], remarks: ['also missing directly: 17.40'] });
  });

  it('says nothing of a fact that only the run without the proxy misses', () => {
    const { problems, remarks } = judge({ ...withoutFact, final: 'code 4711' }, {});
    expect({ problems, remarks }).toEqual({ problems: [], remarks: [] });
  });

  it('stays strict about the end, even where a fact is missing either way', () => {
    const ends = [
      judge(withoutFact, { ...withoutFact, final: 'code 4712' }),
      judge(withoutFact, { ...withoutFact, exit: 1 }),
      judge(withoutFact, { ...withoutFact, unstable_added: 2 }),
      judge(withoutFact, { ...withoutFact, tap: { statuses: { 400: 1 } } }),
      judge({ ...withoutFact, error: 'gave up' }, withoutFact),
      judge({ ...withoutFact, upstream: { ...upstream, mock_errors: ['bad'] } }, withoutFact),
      judge({}, { ok: false, upstream: { ...upstream, mock_errors: ['bad'] } }),
    ];
    expect(ends.map(({ problems }) => problems)).toEqual([
      ['the final texts differ'],
      ['through the proxy: exit 1', 'the exit codes differ'],
      ['2 prefixes broken'],
      ['more 4xx than without the proxy'],
      ['without the proxy: gave up'],
      ['without the proxy: 1 requests that the provider could not answer'],
      ['through the proxy: 1 requests that the provider could not answer'],
    ]);
  });

  it('is no comparison where a run left no summary', () => {
    const { problems } = judgeRuns({ ok: false, error: 'no port' }, { ok: false, error: 'no port' });
    expect(problems).toContain('without the proxy: no port');
    expect(problems).toContain('through the proxy: no port');
  });
});
