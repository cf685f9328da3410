import { describe, expect, it } from 'vitest';
import { findStamp, isStamped, spellUntil } from '../../../../sidecar/engine/log/stamp.ts';

describe('findStamp', () => {
  it.each([
    ['2031-04-07T09:12:01.123Z INFO up', '2031-04-07T', '09:12:01.123'],
    ['2031-04-07 09:12:01,123 INFO up', '2031-04-07 ', '09:12:01,123'],
    ['Apr  7 09:12:01 host cron[1]: up', 'Apr  7 ', '09:12:01'],
    ['[Mon Apr 07 09:12:01 2031] [notice] up', 'Mon Apr 07 ', '09:12:01'],
    ['04-07 09:12:01.123  17  18 I Tag: up', '04-07 ', '09:12:01.123'],
    ['10.0.0.1 - - [07/Apr/2031:09:12:01 +0000] "GET /"', '07/Apr/2031:', '09:12:01'],
    ['- 1117 2031.04.07 N1 2031-04-07-09.12.01.123456 N1 up', '2031-04-07-', '09.12.01.123456'],
    ['310407 091201 12 INFO up', '310407 ', '091201'],
    ['09:12:01 up', '', '09:12:01'],
    ['api.log.1.2031-04-07_13:53:08 2031-04-07 09:12:01.008 INFO up', '2031-04-07 ', '09:12:01.008'],
  ])('%s', (line, date, time) => {
    expect(findStamp(line)).toMatchObject({ date, time });
  });

  it('finds none where there is none', () => {
    for (const line of ['src/a.ts:12:13: x', 'ratio 3:2', 'at 99:99:99', '']) expect(findStamp(line)).toBeNull();
  });

  it('does not look beyond the head of a line', () => {
    expect(isStamped(`${'word '.repeat(30)}09:12:01`)).toBe(false);
  });
});

describe('spellUntil', () => {
  const at = (line: string) => findStamp(line)!;
  it('tells the date only when it is another one', () => {
    expect(spellUntil(at('Apr  7 09:00:00 x'), at('Apr  7 10:00:00 x'))).toBe('10:00:00');
    expect(spellUntil(at('Apr  7 09:00:00 x'), at('Apr  9 10:00:00 x'))).toBe('Apr  9 10:00:00');
  });
});
