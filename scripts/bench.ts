// Measures: install size, start-up, latency, memory, headroom run and hooks, engine, compression, bill, real clients, the page. `-- --only latency,memory` for some.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startHeadroom, startPeer, startProvider } from './bench/arms.ts';
import { reportClients } from './bench/clients.ts';
import { runBill, runDemoBill, runScore, runSpeed } from './bench/engine.ts';
import { reportForms } from './bench/forms.ts';
import { reportGap } from './bench/gap.ts';
import { measureFolder } from './bench/install.ts';
import { measureLatency } from './bench/latency.ts';
import { closeConnections, quantile } from './bench/load.ts';
import { measureMemory } from './bench/memory.ts';
import { reportPage } from './bench/page.ts';
import { reportCases, reportFrozen, reportPublished } from './bench/published.ts';
import { reportShell } from './bench/shell.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sections = [
  'install',
  'start',
  'latency',
  'memory',
  'shell',
  'engine',
  'score',
  'forms',
  'published',
  'bill',
  'gap',
  'clients',
  'page',
] as const;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: sections.join() },
    corpus: { type: 'string', default: fileURLToPath(new URL('../../shared/bench', import.meta.url)) },
    peer: { type: 'boolean', default: true },
    frozen: { type: 'string' },
    exchanges: { type: 'string', default: '10000' },
  },
  allowNegative: true,
});
const wanted = values.only.split(',');
const has = (section: (typeof sections)[number]) => wanted.includes(section);
const ms = (value: number) => value.toFixed(2);

console.log(
  `node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown cpu'}`,
);

if (has('install')) {
  const { bytes, files } = measureFolder(`${root}node_modules`);
  console.log(
    `\n## Install\nnode_modules: ${(bytes / 1e6).toFixed(0)} MB in ${files} files (Node itself and the build tools included)`,
  );
}

const provider = await startProvider();
try {
  if (has('start')) {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const arm = await startHeadroom(provider.base);
      times.push(arm.readyMs);
      await arm.stop();
    }
    console.log(
      `\n## Start-up\nspawn → first answer on /livez: median ${quantile(times, 0.5).toFixed(0)} ms of ${times.length}`,
    );
  }
  if (has('latency')) {
    const arms = [provider, await startHeadroom(provider.base)];
    const peer = values.peer ? await startPeer(provider.base) : null;
    if (peer !== null) arms.push(peer);
    console.log(
      '\n## Latency (ms)\n| case | arm | requests | first byte p50 | p99 | total p50 | longest gap | failures |\n|---|---|---:|---:|---:|---:|---:|---:|',
    );
    for (const row of await measureLatency(arms)) {
      console.log(
        `| ${row.what} | ${row.arm} | ${row.requests} | ${ms(row.firstByteP50)} | ${ms(row.firstByteP99)} | ${ms(row.totalP50)} | ${ms(row.longestGapMs)} | ${row.failures} |`,
      );
    }
    for (const arm of arms.slice(1)) await arm.stop();
  }
  if (has('memory')) {
    const arm = await startHeadroom(provider.base);
    console.log('\n## Memory (MB)\n| exchanges | sidecar RSS | tree RSS | tree PSS |\n|---:|---:|---:|---:|');
    const samples = await measureMemory(arm, Number(values.exchanges));
    for (const { exchanges, sidecarMb, treeMb, treePssMb } of samples) {
      console.log(`| ${exchanges} | ${sidecarMb.toFixed(0)} | ${treeMb.toFixed(0)} | ${treePssMb.toFixed(0)} |`);
    }
    const half = samples[Math.floor(samples.length / 2)];
    const last = samples.at(-1);
    if (half && last) {
      const slope = ((last.treeMb - half.treeMb) / (last.exchanges - half.exchanges)) * 1000;
      console.log(`slope over the second half: ${slope.toFixed(2)} MB per 1,000 exchanges`);
    }
    await arm.stop();
  }
  if (has('page')) await reportPage(provider.base, 100_000);
  if (has('shell')) await reportShell(provider, values.corpus);
} finally {
  closeConnections();
  await provider.stop();
}

const hasCorpus = existsSync(`${values.corpus}/score.mjs`);
if (has('engine')) await runSpeed(hasCorpus ? values.corpus : null);
if (has('score')) {
  if (hasCorpus) await runScore(values.corpus);
  else {
    console.log('\nNo corpus beside the project; --corpus DIR names one.');
    reportCases();
  }
}
if (has('forms')) {
  if (hasCorpus) await reportForms(values.corpus);
  else console.log('\n## Forms\nskipped: no corpus beside the project; --corpus DIR names one');
}
if (has('published')) {
  reportPublished();
  if (values.frozen !== undefined) reportFrozen(values.frozen);
}
if (has('bill')) {
  if (hasCorpus) await runBill(values.corpus);
  await runDemoBill();
}
if (has('gap')) {
  if (hasCorpus) await reportGap(values.corpus);
  else console.log('\n## Bill with an idle gap\nskipped: no corpus beside the project; --corpus DIR names one');
}
if (has('clients')) {
  console.log('\n## Real clients');
  await reportClients({ harness: `${values.corpus}/provider` });
}
