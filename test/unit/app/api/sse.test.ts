import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader, type ServerEvent } from '../../../../app/api/sse.ts';

describe('event reader', () => {
  it('reads events, comments and data of several lines', () => {
    const read = createEventReader();
    expect(read(': hello\n\nevent: exchange\nid: 7\ndata: {"a":1}\n\ndata:one\ndata: two\n\n')).toEqual([
      { type: 'exchange', data: '{"a":1}' },
      { type: 'message', data: 'one\ntwo' },
    ]);
  });

  it('gives nothing before the empty line', () => {
    const read = createEventReader();
    expect(read('event: x\ndata: 1\n')).toEqual([]);
    expect(read('\n')).toEqual([{ type: 'x', data: '1' }]);
  });

  it('reads the same however the stream is cut', () => {
    const stream =
      'retry: 5\r\n\r\nevent: exchange\r\ndata: {"t":"é\u{1f600}"}\r\n\r\n: ping\n\ndata: a\ndata: b\n\nevent: z\ndata\n\n';
    const whole = createEventReader()(stream);
    expect(whole.length).toBe(3);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const read = createEventReader();
        const found: ServerEvent[] = [];
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), stream.length]) {
          found.push(...read(stream.slice(from, cut)));
          from = cut;
        }
        expect(found).toEqual(whole);
      }),
    );
  });
});
