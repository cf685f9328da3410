import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLine } from '../../../../sidecar/engine/log/mask.ts';

describe('maskLine', () => {
  it.each([
    ['took 12 ms', 'took # ms'],
    ['free 12, 13, 14 blocks', 'free # blocks'],
    ['id 3f2b9c10-7d11-4a6e-9c01-aa12bb34cc56 gone', 'id # gone'],
    ['at 0x7ffe12 and c0ffee42', 'at # and #'],
    ['peer 10.4.0.17:5080 joined', 'peer # joined'],
    ['10.4.0.17:5080:Got nothing', '#:Got nothing'],
    ['open /var/lib/app/x.db: denied', 'open /#: denied'],
    ['GET https://api.example.org/v1/items done', 'GET https://# done'],
    ['blk_-93847562 of task_20310407_0003', 'blk# of task#'],
    ['layer conv2d ready', 'layer conv#d ready'],
    ['nothing to hide', 'nothing to hide'],
  ])('%s', (line, mask) => {
    expect(maskLine(line)).toBe(mask);
  });

  it('keeps words apart that only differ in letters', () => {
    expect(maskLine('state open 3')).not.toBe(maskLine('state shut 3'));
  });

  it('gives equal masks to lines that differ in decimal numbers only', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(maskLine(`worker ${a} took ${b} ms`)).toBe(maskLine('worker 1 took 2 ms'));
      }),
    );
  });

  it('ends for any text, and leaves text without digits and slashes alone', () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (text) => maskLine(text).length <= 3000));
    fc.assert(fc.property(fc.stringMatching(/^[a-z .:_-]{0,200}$/), (text) => maskLine(text) === text));
  });
});
