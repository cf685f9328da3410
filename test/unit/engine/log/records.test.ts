import { describe, expect, it } from 'vitest';
import { pickRecords } from '../../../../sidecar/engine/log/records.ts';
import { renderSheet } from '../../../../sidecar/engine/log/sheet.ts';

const two = (n: number) => String(n).padStart(2, '0');
const at = (i: number) => `2031-04-07 09:${two(Math.floor(i / 60))}:${two(i % 60)}`;
const pick = (lines: string[], terms: string[] = []) => renderSheet(pickRecords(lines, terms)).lines;

describe('pickRecords', () => {
  const calm = Array.from({ length: 100 }, (_, i) => `${at(i)} INFO pump ${i} is turning`);

  it('keeps one line per kind, with its count and its last time', () => {
    expect(pick(calm)).toEqual([`${at(0)} INFO pump 0 is turning … +99 similar until 09:01:39`, '… 99 lines']);
  });

  it('accounts for every line: shown and "similar" add up', () => {
    const lines = calm.flatMap((line, i) => (i % 7 === 0 ? [line, `${at(i)} ERROR valve ${i} stuck`] : [line]));
    let total = 0;
    for (const line of pick(lines, ['50'])) {
      if (/^… \d+ lines?$/.test(line)) continue;
      total += 1 + Number(/ … \+(\d+) similar/.exec(line)?.[1] ?? 0);
    }
    expect(total).toBe(lines.length);
  });

  it('keeps errors that occur once, and what stands around them', () => {
    const lines = calm.with(40, `${at(40)} FATAL main shaft broke`);
    const shown = pick(lines).join('\n');
    expect(shown).toContain(`${at(39)} INFO pump 39`);
    expect(shown).toContain('FATAL main shaft broke');
    expect(shown).toContain(`${at(41)} INFO pump 41`);
  });

  it('keeps what was asked for', () => {
    expect(pick(calm, ['77']).join('\n')).toContain('pump 77 is turning');
  });

  it('keeps rare quiet lines', () => {
    expect(pick(calm.with(10, `${at(10)} INFO operator changed the filter`)).join('\n')).toContain(
      'changed the filter',
    );
  });

  it('keeps a stack trace whole, once', () => {
    const trace = ['java.io.IOException: gone', '\tat a.B.c(B.java:1)', '\tat a.D.e(D.java:2)'];
    const lines = calm.flatMap((line, i) =>
      i % 25 === 3 ? [line, `${at(i)} ERROR job ${i} failed`, ...trace] : [line],
    );
    const shown = pick(lines);
    for (const line of trace) expect(shown.filter((one) => one === line)).toHaveLength(1);
    expect(shown.join('\n')).toContain('ERROR job 3 failed … +3 similar');
  });

  it('finds an odd status among equal requests', () => {
    const lines = calm.map((_, i) => `10.0.0.1 [${at(i)}] "GET /v1/items/${i} HTTP/1.1" ${i === 61 ? 500 : 200} 17`);
    expect(pick(lines).join('\n')).toContain('/v1/items/61 HTTP/1.1" 500');
  });
});
