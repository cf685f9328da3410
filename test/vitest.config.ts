import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    // Two cores on small machines: integration tests start processes of their own.
    maxWorkers: 2,
    // Tests of real processes depend on the time limits of the product: a machine that stands still for seconds is no
    // failure of ours. What passes only when tried again is named in the totals.
    retry: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A wait for a fact ends with the test's own limit, not after the one second of the tool.
    expect: { poll: { timeout: 50_000 } },
  },
});
