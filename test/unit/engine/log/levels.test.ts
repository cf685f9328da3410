import { describe, expect, it } from 'vitest';
import { levelOf, severityOf, verdictOf } from '../../../../sidecar/engine/log/levels.ts';

describe('severityOf', () => {
  it.each([
    ['2031-04-07 09:12:01 ERROR pool: gone', 3],
    ['04-07 09:12:01.123  17  18 E Tag: gone', 3],
    ['kernel: Out of memory', 3],
    ['java.lang.IllegalStateException: x', 3],
    ['"GET /x HTTP/1.1" 503 12', 3],
    ['2031-04-07 09:12:01 WARN pool: slow', 2],
    ['connection refused by peer', 2],
    ['2031-04-07 09:12:01 INFO pool: started', 0],
    ['"GET /x HTTP/1.1" 200 503', 0],
    ['compiling error-chain v0.12', 0],
    ['mirrored the terror index', 0],
  ])('%s', (line, severity) => {
    expect(severityOf(line)).toBe(severity);
  });
});

describe('levelOf', () => {
  it('knows a level field from a word', () => {
    expect(levelOf('[WARNING] disk')).toBe(2);
    expect(levelOf('level=INFO disk')).toBe(0);
    expect(levelOf('no warning here')).toBeNull();
  });
});

describe('verdictOf', () => {
  it('tells failing numbers from the others', () => {
    expect(verdictOf('exited with code 0')).not.toBe(verdictOf('exited with code 137'));
    expect(verdictOf('done: failed=0')).not.toBe(verdictOf('done: failed=3'));
    expect(verdictOf('GET 200 /a')).not.toBe(verdictOf('GET 404 /a'));
    expect(verdictOf('took 12 ms')).toBe('');
  });
});
