// Everything that CI runs: format, lint, walls, types, all tests. `npm test -- name` runs the tests of that name only.
import { runStaticChecks, staticChecks } from './lib/checks.ts';
import { runTests } from './lib/vitest.ts';

const filters = process.argv.slice(2);
const checks = filters.length === 0 ? staticChecks.length : 0;
const failedChecks = checks === 0 ? [] : await runStaticChecks();

console.log('\n— tests');
const { passed, failed, skipped, flaky } = await runTests(filters);

for (const { name, reason } of skipped) console.log(`skipped: ${name}: ${reason}`);
for (const name of flaky) console.log(`passed only when tried again: ${name}`);
for (const name of failedChecks) console.log(`failed: ${name} (npm run check)`);

const totals = [
  `${passed + checks - failedChecks.length} passed`,
  `${failed + failedChecks.length} failed`,
  ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
];
console.log(totals.join(', '));
process.exitCode = failed + failedChecks.length > 0 ? 1 : 0;
