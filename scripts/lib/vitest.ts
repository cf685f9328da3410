import { relative } from 'node:path';
import { startVitest, type TestCase } from 'vitest/node';
import { root } from './project.ts';

export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
  /** Each skipped test with its reason. */
  readonly skipped: readonly { name: string; reason: string }[];
  /** Each test that passed only when it was tried again. */
  readonly flaky: readonly string[];
}

/**
 * Runs tests in this process and counts them. A file that cannot be loaded, an unhandled error and a run without tests
 * count as one failure each: none may look like success.
 * @param filters parts of file names; none = all tests
 */
export async function runTests(filters: readonly string[]): Promise<TestTotals> {
  const vitest = await startVitest('test', [...filters], { root, config: 'test/vitest.config.ts', watch: false });
  let passed = 0;
  let failed = vitest.state.getUnhandledErrors().length;
  const skipped: { name: string; reason: string }[] = [];
  const flaky: string[] = [];
  for (const file of vitest.state.getTestModules()) {
    const path = relative(root, file.moduleId);
    if (file.errors().length > 0) failed++;
    for (const suite of file.children.allSuites()) failed += suite.errors().length > 0 ? 1 : 0;
    for (const test of file.children.allTests()) {
      const { state } = test.result();
      if (test.diagnostic()?.flaky === true) flaky.push(`${path} > ${test.fullName}`);
      if (state === 'passed') passed++;
      else if (state === 'failed') failed++;
      else skipped.push({ name: `${path} > ${test.fullName}`, reason: reasonOf(test) });
    }
  }
  await vitest.close();
  if (passed + failed + skipped.length === 0) failed++;
  return { passed, failed, skipped, flaky };
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'pending') return 'it never ran';
  return (result.state === 'skipped' && result.note) || 'no reason given';
}
