import { describe, expect, it } from 'vitest';
import { roleOf } from '../../../../sidecar/engine/log/build-lines.ts';

describe('roleOf', () => {
  it.each([
    [' ✓ src/a.test.ts > adds 3ms', 'pass'],
    ['test_put (store.Tests.test_put) ... ok', 'pass'],
    ['test store::put ... ok', 'pass'],
    ['--- PASS: TestPut (0.00s)', 'pass'],
    ['=== RUN   TestPut', 'pass'],
    ['ok  \texample.org/wire\t0.020s', 'pass'],
    ['tests/test_a.py::test_b PASSED      [ 10%]', 'pass'],
    ['tests/test_a.py ..........          [ 10%]', 'pass'],
    ['tests/test_a.py ....F.....          [ 10%]', 'text'],
    [' ✓ rejects with an error', 'pass'],
    ['test store::slow ... ignored', 'skip'],
    ['--- SKIP: TestSlow (0.00s)', 'skip'],
    ['test_get (store.Tests.test_get) ... ERROR', 'fail'],
    [' × adds 3ms', 'fail'],
    ['--- FAIL: TestGet (0.00s)', 'fail'],
    ['not ok 3 - adds', 'fail'],
    [' FAIL  src/a.test.ts > adds', 'header'],
    ['____________ test_get ____________', 'header'],
    ['ERROR: test_get (store.Tests.test_get)', 'header'],
    ['stderr | src/a.test.ts > adds', 'console'],
    ['In file included from a.h:3,', 'context'],
    ['a.cpp: In function ‘int main()’:', 'context'],
    ['      Tests  1 failed | 26 passed (27)', 'summary'],
    ['test result: FAILED. 3 passed; 1 failed', 'summary'],
    ['Ran 183 tests in 0.053s', 'summary'],
    ['    at price (/srv/price.ts:9:11)', 'frame'],
    ['  File "a.py", line 3, in get', 'frame'],
    ['   86|   expect(x).toBe(1)', 'code'],
    ['      |   ^~~~', 'code'],
    ['   ^^^^^^^', 'code'],
    ['Collecting flask>=3', 'chatter'],
    ['   Compiling serde v1.0.200', 'chatter'],
    ['[ 12%] Building CXX object a.o', 'chatter'],
    ['Collecting failed: no route to host', 'text'],
    ['======', 'rule'],
    ['⎯⎯⎯⎯⎯⎯⎯⎯[1/3]⎯', 'rule'],
    ['   ', 'blank'],
    ['AssertionError: 1 is not 2', 'text'],
  ])('%s', (line, role) => {
    expect(roleOf(line)).toBe(role);
  });

  it('judges hostile lines in bounded time', () => {
    for (const line of ['~^'.repeat(200_000), '='.repeat(400_000), `${'_'.repeat(200)}${' a'.repeat(200_000)}`]) {
      expect(typeof roleOf(`${line}x`)).toBe('string');
    }
  });
});
