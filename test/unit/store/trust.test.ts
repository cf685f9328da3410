import { describe, expect, it } from 'vitest';
import type { ExchangeSegment } from '../../../sidecar/contract/exchange.ts';
import { openLedger } from '../../../sidecar/store/open.ts';
import { createTrust, findOutcomes, type Outcome } from '../../../sidecar/store/trust.ts';

const day = 86_400_000;
const id = '0123456789abcdef0123';

function segment(over: Partial<ExchangeSegment>): ExchangeSegment {
  const lossy = over.originalId ? { unit: 'lines', shown: 1, total: 9 } : null;
  const rest = { index: 0, tool: 'Bash', command: '', path: '', by: [], reason: null, tokensBefore: 9, tokensAfter: 3 };
  return { ...rest, lossy, originalId: null, isNew: false, ...over };
}
const edited = segment({ command: 'npm test', by: ['noise', 'log'], originalId: id });
const outcomes = (...segments: ExchangeSegment[]) => findOutcomes({ segments, treatment: 'edited' });

describe('findOutcomes', () => {
  it('counts an edit that left something out once, when its text is new', () => {
    expect(outcomes(edited)).toEqual([]);
    expect(outcomes({ ...edited, isNew: true })).toEqual([
      { compressor: 'noise', what: 'edits' },
      { compressor: 'log', what: 'edits' },
    ]);
    expect(findOutcomes({ segments: [{ ...edited, isNew: true }], treatment: 'holdout' })).toEqual([]);
  });

  it.each([
    [{ command: `cat ~/.headroom/originals/${id}.txt | grep x` }],
    [{ tool: 'Read', path: `/home/me/.headroom/originals/${id}.txt` }],
    [{ command: `headroom show ${id} --lines 3-9` }],
    [{ command: `headroom show --grep x ${id}` }],
  ])('blames a recall on who made the edit: %o', (call) => {
    const recall = segment({ ...call, isNew: true });
    expect(outcomes(edited, segment({}), recall).map(({ what }) => what)).toEqual(['recalls', 'recalls']);
    expect(outcomes(edited, { ...recall, isNew: false })).toEqual([]);
    expect(outcomes(segment({ command: 'npm test' }), recall)).toEqual([]);
  });

  it('blames the same command right after its result was shortened, not later and not after a whole result', () => {
    const again = segment({ command: 'npm test', isNew: true });
    expect(outcomes(edited, again).map(({ what }) => what)).toEqual(['reruns', 'reruns']);
    expect(outcomes(edited, segment({ command: 'sed -i s/a/b/ x' }), again)).toEqual([]);
    expect(outcomes(segment({ command: 'npm test' }), again)).toEqual([]);
  });
});

describe('trust', () => {
  const many = (count: number, what: Outcome['what']): Outcome[] =>
    Array.from({ length: count }, () => ({ compressor: 'log', what }));

  it('is lost by being asked too often, and comes back with time', () => {
    const trust = createTrust(openLedger(null));
    trust.count(many(40, 'edits'), 0);
    trust.count(many(5, 'recalls'), 0);
    expect(trust.read(0)).toEqual([{ compressor: 'log', edits: 40, recalls: 5, reruns: 0, isGentle: false }]);
    trust.count(many(2, 'reruns'), 0);
    expect(trust.read(0)[0]?.isGentle).toBe(true);
    expect(trust.read(14 * day)[0]).toMatchObject({ edits: 20, recalls: 2.5, reruns: 1, isGentle: true });
    expect(trust.read(28 * day)[0]?.isGentle).toBe(false);
    trust.count(many(60, 'edits'), 14 * day);
    expect(trust.read(14 * day)[0]).toMatchObject({ edits: 80, isGentle: false });
  });

  it('says nothing after few edits, and knows who made an original', () => {
    const db = openLedger(null);
    const trust = createTrust(db);
    trust.count([...many(3, 'edits'), ...many(3, 'recalls')], 0);
    expect(trust.read(0)[0]?.isGentle).toBe(false);
    db.prepare("INSERT INTO originals (id, used_at, made_by) VALUES (?, 0, 'noise,json')").run(id);
    trust.countRecall(id, 0);
    trust.countRecall('unknown', 0);
    expect(trust.read(0).map(({ compressor, recalls }) => [compressor, recalls])).toEqual([
      ['json', 1],
      ['log', 3],
      ['noise', 1],
    ]);
  });
});
