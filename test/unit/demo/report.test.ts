import { describe, expect, it } from 'vitest';
import {
  formatClosing,
  formatExample,
  formatLedger,
  formatOpening,
  formatPair,
  formatTotals,
} from '../../../sidecar/demo/report.ts';
import { makeSession } from '../../../sidecar/demo/session.ts';
import type { DemoPair, DemoTurn, LedgerView } from '../../../sidecar/demo/types.ts';

const turn = (write5m: number, read: number, firstByteMs = 10, answer = 'same'): DemoTurn => ({
  usage: { fresh: 0, write5m, write1h: 0, read, output: 20 },
  firstByteMs,
  bytes: 1,
  answer,
});
const call = (result: string) => ({
  id: 'a',
  name: 'Bash',
  input: {},
  result,
  label: 'a test run with a rather long name',
});
const pair = (direct: DemoTurn, proxied: DemoTurn, arrived = 'short'): DemoPair => ({
  number: 2,
  carried: [{ call: call(`${'long line\u001b[2K\r '.repeat(30)}\nnext`), arrived }],
  direct,
  proxied,
});
const plain = { colour: false };
const summary = {
  bill: { actualUsd: 1, shadowUsd: 2, savedUsd: 1, errorUsd: 0.1, basis: 'estimated' },
} as LedgerView['summary'];

describe('report', () => {
  const win = pair(turn(10_000, 0), turn(2_000, 8_000, 14));
  const loss = pair(turn(1_000, 90_000), turn(91_000, 0, 900));

  it('shows what was billed, and a loss as a loss', () => {
    expect(formatPair(win, plain)).toMatch(/\$0\.0378 {2}\$0\.0102 +73\.0 % +80 % +4 ms$/);
    expect(formatTotals([win], plain)).toMatch(/^Saved +\$0\.0276, 73\.0 % of the direct bill$/m);
    expect(formatTotals([loss], plain)).toMatch(/^Lost +\$0\.3105, 1000 % of the direct bill$/m);
    expect(formatPair(loss, plain)).toMatch(/ -1000 %/);
  });

  it('counts the answers that were the same', () => {
    const other = pair(turn(1, 0), turn(1, 0, 10, 'other'));
    expect(formatTotals([win, other], plain)).toMatch(/1 of 2 the same/);
  });

  it('stays within 79 columns and without escape sequences', () => {
    const ledger = formatLedger({ summary, faults: ['deadline', 'deadline'] });
    const all = [
      formatOpening(makeSession()),
      formatPair(win, plain),
      formatPair(loss, plain),
      formatTotals([win, loss], plain),
      ledger,
      formatExample([win]),
      formatClosing(),
    ].join('\n');
    expect(all.split('\n').filter((line) => line.length > 79)).toEqual([]);
    expect(all).not.toMatch(/[\u001b\r]/);
    expect(ledger).toMatch(/2 requests after a fault: deadline$/);
  });

  it('uses colour in a terminal only', () => {
    expect(formatTotals([win], { colour: true })).toContain('\u001b[32mSaved');
  });

  it('says so when nothing became shorter', () => {
    const same = pair(turn(1, 0), turn(1, 0), 'x'.repeat(10_000));
    expect(formatExample([same])).toBe('No tool result was made shorter.');
  });
});
