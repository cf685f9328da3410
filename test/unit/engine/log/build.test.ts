import { describe, expect, it } from 'vitest';
import { looksLikeBuild, pickBuild } from '../../../../sidecar/engine/log/build.ts';
import { renderSheet } from '../../../../sidecar/engine/log/sheet.ts';

const pick = (lines: string[], terms: string[] = [], command = '') =>
  renderSheet(pickBuild(lines, { tool: 'Bash', command, path: '', question: '', terms })).lines;
const passed = Array.from({ length: 40 }, (_, i) => ` ✓ src/a.test.ts > adds ${i} without error 1ms`);

describe('pickBuild', () => {
  it('drops passed tests and keeps failures with their reports and the totals', () => {
    const report = [
      ' FAIL  src/b.test.ts > rounds',
      'AssertionError: expected 12 to be 13',
      '',
      '- 13',
      '+ 12',
      '',
      ' ❯ src/b.test.ts:21:30',
    ];
    const totals = [' Tests  1 failed | 40 passed (41)'];
    const shown = pick([...passed, ' × src/b.test.ts > rounds 3ms', ...report, ...totals]);
    expect(shown[0]).toBe('… 41 lines');
    for (const line of [...report, ...totals]) expect(shown).toContain(line);
  });

  it('shows no passed test for what the command ran, unless somebody asks or few lines name it', () => {
    const lines = [...passed, ' × src/b.test.ts > rounds 3ms', ...passed];
    expect(pick(lines, ['src/a.test.ts'], 'npx vitest run src/a.test.ts').length).toBe(pick(lines).length);
    expect(pick(lines, ['src/a.test.ts'], 'npx vitest run').length).toBeGreaterThan(pick(lines).length);
    const few = [...passed, ' ✓ src/oven.test.ts > is hot 1ms', ' × src/b.test.ts > rounds 3ms', ...passed];
    expect(pick(few, ['src/oven.test.ts'], 'npx vitest run src/oven.test.ts').join('\n')).toContain('is hot');
  });

  it('keeps a failing name that has no report', () => {
    expect(pick([...passed, ' × src/b.test.ts > rounds 3ms', 'x', ...passed]).join('\n')).toContain('rounds 3ms');
  });

  it('keeps every wording of an alarm, with all places of a diagnostic', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `src/p${i % 3}.c:${i + 1}:5: error: no member named 'tax'`);
    lines.push("src/q.c:9:1: error: no member named 'sum'");
    const shown = pick(lines);
    expect(shown.filter((line) => line.includes("named 'tax'"))).toHaveLength(1);
    expect(shown[0]).toContain('… +29 similar: :4:5,7:5');
    expect(shown[0]).toContain('src/p2.c:3:5,6:5');
    expect(shown.at(-1)).toContain("named 'sum'");
  });

  it('shows equal stack frames once and calls into libraries not at all', () => {
    const trace = (n: number) => [
      `Error: boom ${n}`,
      '    at run (/srv/a.ts:1:2)',
      '    at /srv/node_modules/lib/x.js:3:4',
    ];
    const shown = pick([...trace(1), 'x', ...trace(2), 'done', ...passed]);
    expect(shown.filter((line) => line.includes('/srv/a.ts:1:2'))).toHaveLength(1);
    expect(shown.join('\n')).not.toContain('node_modules');
    expect(shown.join('\n')).toContain('boom 2');
  });

  it('folds progress by kind but not what went wrong in it', () => {
    const lines = Array.from(
      { length: 50 },
      (_, i) => `npm http fetch GET ${i === 31 ? 404 : 200} https://r.example.org/p${i} 5ms`,
    );
    const shown = pick([...lines, 'npm error code E404', 'npm error 404 p31 is not there', 'added 0 packages']);
    expect(shown.join('\n')).toContain('GET 404 https://r.example.org/p31');
    expect(shown.length).toBeLessThan(12);
  });

  it('keeps what was asked for among passed tests', () => {
    expect(pick([...passed, 'x', 'y'], ['17']).join('\n')).toContain('adds 17 without');
  });

  it('drops the include chain of a diagnostic that is listed elsewhere', () => {
    const chain = ['In file included from a.h:3,', '                 from b.cpp:1:'];
    const shown = pick([...chain, 'x.h:4:1: warning: unused', ...chain, 'x.h:4:1: warning: unused', ...passed]);
    expect(shown.filter((line) => line.startsWith('In file included'))).toHaveLength(1);
  });
});

describe('looksLikeBuild', () => {
  it('needs marks of a build', () => {
    expect(looksLikeBuild(passed)).toBe(true);
    expect(looksLikeBuild(Array.from({ length: 40 }, (_, i) => `09:00:${i} INFO fine`))).toBe(false);
  });
});
