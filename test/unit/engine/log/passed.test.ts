import { expect, it } from 'vitest';
import { joinPassed } from '../../../../sidecar/engine/log/passed.ts';

const passed = (name: string, place = 'test.test_oven.Heat') => `test_${name} (${place}.test_${name}) ... ok`;

it('joins the names of neighbouring tests of one class that passed', () => {
  expect(joinPassed([passed('a'), passed('b'), passed('c'), '', 'Ran 3 tests'])).toEqual([
    'test.test_oven.Heat, 3 ok: test_a, test_b, test_c',
    '',
    'Ran 3 tests',
  ]);
  expect(joinPassed(['test_a (oven.Heat) ... ok', 'test_b (oven.Heat) ... ok', 'test_c (oven.Heat) ... ok'])).toEqual([
    'oven.Heat, 3 ok: test_a, test_b, test_c',
  ]);
  expect(joinPassed(['a', 'b', 'c'].map((name) => `test oven::tests::${name} ... ok`))).toEqual([
    'test oven::tests, 3 ok: a, b, c',
  ]);
});

it('joins tests that say what they are about on a line of their own', () => {
  const said = (name: string) => [`test_${name} (oven.Heat.test_${name})`, `Heats the ${name} oven. ... ok`];
  expect(joinPassed([...said('big'), passed('a', 'oven.Heat'), ...said('small'), 'end'])).toEqual([
    'oven.Heat, 3 ok: test_big "Heats the big oven.", test_a, test_small "Heats the small oven."',
    'end',
  ]);
  const failed = ['test_x (oven.Heat.test_x)', 'Heats the x oven. ... FAIL'];
  expect(joinPassed(failed)).toBe(failed);
});

it('leaves tests that did not pass, few tests and everything else in their place', () => {
  const failed = 'test_d (test.test_oven.Heat.test_d) ... FAIL';
  const lines = [passed('a'), passed('b'), failed, passed('c'), passed('x', 'other.Cool'), 'text', passed('y')];
  expect(joinPassed(lines)).toBe(lines);
  expect(joinPassed([passed('a'), passed('b'), passed('c'), failed, passed('e')])).toEqual([
    'test.test_oven.Heat, 3 ok: test_a, test_b, test_c',
    failed,
    passed('e'),
  ]);
});

it('joins what pytest -v and go test -v say of tests that passed, and leaves what failed or printed something', () => {
  const pytest = [1, 2, 3].map((at) => `tests/test_oven.py::TestHeat::test_even[${at}] PASSED        [ ${at}0%]`);
  const failed = 'tests/test_oven.py::TestHeat::test_cold FAILED         [ 40%]';
  expect(joinPassed([...pytest, failed])).toEqual([
    'tests/test_oven.py::TestHeat, 3 ok: test_even[1], test_even[2], test_even[3]',
    failed,
  ]);
  const go = ['A', 'B', 'C'].flatMap((id) => [`=== RUN   Test${id}`, `--- PASS: Test${id} (0.00s)`]);
  const spoken = ['=== RUN   TestD', '    oven_test.go:3: warm', '--- PASS: TestD (0.00s)'];
  const cold = ['=== RUN   TestE', '--- FAIL: TestE (0.00s)'];
  expect(joinPassed([...go, ...spoken, ...cold])).toEqual([
    '--- PASS (0.00s), 3 ok: TestA, TestB, TestC',
    ...spoken,
    ...cold,
  ]);
  // Names with a comma could not be told apart any more.
  const odd = [1, 2, 3].map((at) => `test_x.py::test_y[${at}, 4] PASSED [ 1%]`);
  expect(joinPassed(odd)).toEqual(odd);
});
