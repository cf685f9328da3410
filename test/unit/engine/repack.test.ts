import { describe, expect, it } from 'vitest';
import { BRIEF, type Packed, planRepack, STALE } from '../../../sidecar/engine/repack.ts';
import type { Decision, Hint, Source } from '../../../sidecar/engine/types.ts';
import { digest } from '../../../sidecar/lib/hash.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const tokens = loadTokens();
const policy = { mode: 'cache', canStore: true, originalsDir: '~/.headroom/originals' } as const;

function hint(over: Partial<Hint>): Hint {
  return { tool: 'Bash', command: '', path: '', question: 'q', terms: [], ...over };
}

/** As it would be sent: untouched, unless another decision is given. */
function packed(
  result: number,
  source: Partial<Source> & { hint: Hint; text: string },
  over?: Partial<Decision>,
): Packed {
  const count = tokens.count(source.text);
  const decision = { text: null, by: [], tokensBefore: count, tokensAfter: count, ...over };
  return { source: { isError: false, ...source }, decision, result };
}

const file = (version: number, lines = 80) =>
  Array.from({ length: lines }, (_, at) => `${at + 1}\tconst tray${at} = bake(${at === 7 ? version : at}, oven);`).join(
    '\n',
  );
const output = (seed: number, lines = 200) =>
  Array.from(
    { length: lines },
    (_, at) => `tray ${digest(`${seed} ${at}`)} ${at === 90 ? 'failed: door stuck' : 'cooled'}`,
  ).join('\n');
const read = (version: number) => ({ hint: hint({ tool: 'Read', path: 'src/oven.ts' }), text: file(version) });
const run = (seed: number, question = 'q') => ({
  hint: hint({ command: `serve ${seed}`, question }),
  text: output(seed),
});

describe('planRepack', () => {
  it('points from an old copy of a file to the newest whole one', () => {
    const all = [packed(1, read(1)), packed(2, read(2)), packed(5, read(3))];
    const plan = planRepack(all, policy, tokens);
    expect([...plan.keys()]).toEqual([0, 1]);
    expect(plan.get(0)?.text).toMatch(/^… 80 lines; read again 4 tool results below\n\[headroom: 0 of 80 lines shown/);
    expect(plan.get(0)).toMatchObject({ by: [STALE], originalId: digest(file(1)) });
  });

  it('never points to a copy that is itself a difference, or that shows another piece', () => {
    const delta = { text: 'what differs', by: ['delta'], tokensAfter: 5 };
    expect(planRepack([packed(1, read(1)), packed(2, read(2), delta)], policy, tokens).size).toBe(0);
    const tail = { ...read(1), text: file(1, 160).split('\n').slice(80).join('\n') };
    expect(planRepack([packed(1, read(1)), packed(2, tail)], policy, tokens).size).toBe(0);
    const other = { ...read(2), hint: hint({ tool: 'Read', path: 'src/door.ts' }) };
    expect(planRepack([packed(1, read(1)), packed(2, other)], policy, tokens).size).toBe(0);
  });

  it('abridges outputs of answered questions sooner than those of the current one', () => {
    const all = [packed(1, run(1, 'before')), packed(2, run(2)), packed(3, run(3)), packed(4, run(4))];
    const plan = planRepack(all, policy, tokens);
    expect([...plan.keys()]).toEqual([0]);
    expect(plan.get(0)?.by).toEqual([BRIEF]);
    expect(plan.get(0)?.text).toContain('failed: door stuck');
    expect(plan.get(0)!.tokensAfter).toBeLessThan(plan.get(0)!.tokensBefore * 0.4);
    const later = [...all, ...[5, 6, 7, 8].map((at) => packed(at, run(at)))];
    expect([...planRepack(later, policy, tokens).keys()]).toEqual([0, 1]);
  });

  it('leaves alone errors, recalls, what was shrunk by others, small texts, and everything when nothing can be stored', () => {
    const old = (source: Parameters<typeof packed>[1]) => [packed(1, source), packed(9, run(9, 'now'))];
    expect(planRepack(old(run(1)), policy, tokens).size).toBe(1);
    expect(planRepack(old({ ...run(1), isError: true }), policy, tokens).size).toBe(0);
    const recall = { ...run(1), hint: hint({ command: 'headroom show 0123456789abcdef0123' }) };
    expect(planRepack(old(recall), policy, tokens).size).toBe(0);
    const marked = { ...run(1), text: `${output(1)}\n[headroom: 1 of 9 lines shown; whole output: x]` };
    expect(planRepack(old(marked), policy, tokens).size).toBe(0);
    expect(planRepack(old({ ...run(1), text: output(1, 5) }), policy, tokens).size).toBe(0);
    expect(planRepack(old(run(1)), { ...policy, canStore: false }, tokens).size).toBe(0);
    expect(planRepack(old(read(1)), policy, tokens).size).toBe(0);
  });

  it('shortens a short form further and says so', () => {
    const short = `${output(1, 120)}\n[headroom: 120 of 900 lines shown; whole output: ~/.headroom/originals/x.txt]`;
    const decision = {
      text: short,
      by: ['log'],
      lossy: { unit: 'lines', shown: 120, total: 900 },
      tokensAfter: tokens.count(short),
    };
    const plan = planRepack([packed(1, run(1), decision), packed(9, run(9, 'now'))], policy, tokens);
    expect(plan.get(0)?.by).toEqual(['log', BRIEF]);
    expect(plan.get(0)?.text).toMatch(/of 120 lines of its short form shown; whole output: .*\]$/);
    expect(plan.get(0)?.text?.match(/\[headroom: /g)).toHaveLength(1);
  });
});
