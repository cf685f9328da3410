// Format, lint, walls between the rooms, types and the house rules; no other tests.
import { runStaticChecks } from './lib/checks.ts';
import { runTests } from './lib/vitest.ts';

const failedChecks = await runStaticChecks();
console.log('\n— house');
const { failed } = await runTests(['test/house/']);
for (const name of failedChecks) console.log(`failed: ${name}`);
process.exitCode = failedChecks.length + failed > 0 ? 1 : 0;
