import { describe, expect, it } from 'vitest';
import { describeVitals, listVitals, makeVitalsTitle } from '../../../../../app/pages/optimise/vitals-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { makeAsked, makeVitals } from '../../../../ui/fixture-studies.ts';

const formats = createFormats('en-GB');
const report = makeVitals(1_700_000_000_000);

describe('vitals', () => {
  it('are summed up in one line, with how far they can be trusted', () => {
    expect(makeVitalsTitle(report, formats)).toBe('1 hotspot, 1 large function, 1 unused dependency');
    const clean = { ...report, hotspots: [], largeFunctions: [], dependencies: { ...report.dependencies, unused: [] } };
    expect(makeVitalsTitle(clean, formats)).toBe('Nothing stands out in this project');
    const unsure = { ...report, confidence: { level: 'low', reason: 'Few commits.' } as const };
    expect(describeVitals(unsure, formats)).toBe('50 code files with 9k lines. Few commits.');
  });

  it('leave out what nothing is known about', () => {
    const ids = listVitals({ ...report, history: null, knowledge: null }, formats).map(({ id }) => id);
    expect(ids).toEqual(['functions', 'files', 'copies', 'dependencies', 'documents']);
    const spot = listVitals(report, formats).find(({ id }) => id === 'hotspots')?.lines[0];
    const dependencies = listVitals(makeAsked(report), formats).find(({ id }) => id === 'dependencies');
    expect(dependencies?.lines.slice(1)).toEqual([
      { what: 'left-pad', figures: '2.1.0 is out, 1.0.0 is in use' },
      { what: 'Not looked up', figures: 'index.crates.io cannot be reached; 3 dependencies not looked up.' },
    ]);
    expect(spot).toEqual({ what: 'src/cart.ts', figures: '31 commits, 700 lines, complexity 120' });
  });
});
