import { makeDice } from '../random.ts';
import { areas, conditions, subjects } from './names.ts';

const FAILING = 'adds one surcharge per oversized parcel of a split shipment';

/**
 * Output of the project's test run, one line per test. The second run has other durations, as real ones do.
 * @param run 1: one test fails · 2: all pass
 */
export function makeTestRun(run: 1 | 2): string {
  const dice = makeDice(100 + run);
  const lines = ['', '> parcel-desk@3.14.0 test', '> runner --reporter=verbose', '', ' RUN  /home/dev/parcel-desk', ''];
  let count = 0;
  for (const area of areas) {
    for (const subject of subjects[area]) {
      for (const condition of conditions) {
        if (subject.length % 3 === 0 && condition.length % 4 === 0) continue;
        lines.push(` ✓ test/${area}/${subject}.test.ts > ${subject} > ${condition} ${dice.between(0, 19)}ms`);
        count++;
      }
      if (subject === 'webhook-retry') lines.push(...deprecation(area, subject));
    }
    if (area === 'pricing') {
      const mark = run === 1 ? '×' : '✓';
      lines.push(` ${mark} test/pricing/surcharge.test.ts > surcharge > ${FAILING} ${dice.between(4, 12)}ms`);
      if (run === 1) lines.push('   → expected 500 to be 1000 // Object.is equality');
      count++;
    }
  }
  if (run === 1) lines.push(...failure());
  lines.push('', ` Test Files  ${run === 1 ? '1 failed | 33 passed' : '34 passed'} (34)`);
  lines.push(`      Tests  ${run === 1 ? `1 failed | ${count - 1} passed` : `${count} passed`} (${count})`);
  lines.push(`   Start at  ${run === 1 ? '10:02:11' : '10:09:47'}`, `   Duration  ${run === 1 ? '6.12' : '5.87'}s`, '');
  return lines.join('\n');
}

function deprecation(area: string, subject: string): string[] {
  const note = `stderr | test/${area}/${subject}.test.ts`;
  return [
    note,
    '(node:48213) [PD0007] DeprecationWarning: retry({ times }) is deprecated, pass { attempts } instead',
    '    at retry (src/lib/retry.ts:18:13)',
    `    at deliver (src/${area}/webhook.ts:52:9)`,
    '',
  ];
}

function failure(): string[] {
  return [
    '',
    '⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯',
    '',
    ` FAIL  test/pricing/surcharge.test.ts > surcharge > ${FAILING}`,
    'AssertionError: expected 500 to be 1000 // Object.is equality',
    '',
    '- Expected',
    '+ Received',
    '',
    '- 1000',
    '+ 500',
    '',
    ' ❯ test/pricing/surcharge.test.ts:61:34',
    '     59|     const shipment = split([oversized(), small(), oversized()]);',
    '     60|     const quote = priceOf(shipment, tariffs2026);',
    '     61|     expect(quote.surchargeCents).toBe(1000);',
    '       |                                  ^',
    '     62|   });',
    ' ❯ runTest src/run.ts:204:11',
    '',
  ];
}
