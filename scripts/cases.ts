// Runs the golden cases and shows which differ; `npm run cases -- --update` rewrites them (then look at git diff).
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compressors } from '../sidecar/engine/index.ts';
import { loadTokens } from '../sidecar/worker/vocabulary.ts';
import { formatCase, listCases, readCase, runCase } from './lib/cases.ts';
import { isSameTree, listClientCases, readTree, runClientCase, updateClientCase } from './lib/client-cases.ts';
import { root } from './lib/project.ts';

const isUpdate = process.argv.includes('--update');
const tokens = loadTokens();
const counts = { same: 0, different: 0 };

for (const file of listCases(root)) {
  const compressor = compressors.find(({ id }) => id === file.compressor);
  if (compressor === undefined) throw new Error(`${file.path}: no compressor is called ${file.compressor}`);
  const one = readCase(file);
  const result = runCase(compressor, one, tokens);
  if (result === one.expected) {
    counts.same++;
    continue;
  }
  counts.different++;
  console.log(`${isUpdate ? 'rewritten' : 'differs'}: ${relative(root, file.path)}`);
  if (isUpdate) writeFileSync(file.path, formatCase(one, result));
}

for (const one of listClientCases(root)) {
  const after = join(one.directory, 'after');
  const isSame = isUpdate
    ? !(await updateClientCase(one))
    : existsSync(after) && isSameTree(await runClientCase(one), readTree(after));
  counts[isSame ? 'same' : 'different']++;
  if (!isSame) console.log(`${isUpdate ? 'rewritten' : 'differs'}: ${relative(root, one.directory)}`);
}

console.log(`${counts.same} as expected, ${counts.different} ${isUpdate ? 'rewritten' : 'different'}`);
process.exitCode = counts.different > 0 && !isUpdate ? 1 : 0;
