#!/usr/bin/env node
// The bin. Plain JavaScript, because it must be understood by whatever `node` the machine has (18 or newer): on a fit
// Node it goes straight to cli/index.ts, on an older one it starts the Node that npm brought with this package.

import { boundMemory, endWithLauncher, FRUGAL, isLaunched, LAUNCHER } from './own-process.mjs';

/** From here on node:sqlite is a release candidate and type stripping is stable: no warnings, no flags. */
const FIT = [24, 15];

/** Without a better one at hand, any 24 does; it only warns more. */
const USABLE = [24, 0];

/** `headroom run`: what it starts is somebody else's program, which inherits nothing of ours. */
const isRun = process.argv[2] === 'run';

/** @param {number[]} least */
function isAtLeast(least) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** The Node binary among this package's dependencies (hoisted, nested or linked), or null. */
async function findBroughtNode() {
  const { createRequire } = await import('node:module');
  const { existsSync } = await import('node:fs');
  const { dirname, join } = await import('node:path');
  const require = createRequire(import.meta.url);
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const names = Object.keys(require('../../package.json').optionalDependencies ?? {});
  for (const name of names.filter((candidate) => candidate.endsWith(`-${system}`))) {
    try {
      const binary = process.platform === 'win32' ? 'node.exe' : 'node';
      const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', binary);
      if (existsSync(path)) return path;
    } catch {
      // not installed (npm ci --omit=optional): the next name, or none
    }
  }
  return null;
}

/** Runs this same file on another Node. The child shares the terminal, gets every signal, and ends when we do. */
async function relaunch(node) {
  const { spawn } = await import('node:child_process');
  const { fileURLToPath } = await import('node:url');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...(isRun ? {} : FRUGAL), ...process.env, [LAUNCHER]: String(process.pid) },
  });
  // A Windows console hands Ctrl-C to both processes by itself, and kill() there would end the child at once.
  const signals = process.platform === 'win32' ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  const forward = (signal) => child.kill(signal);
  for (const signal of process.platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : []) process.on(signal, () => {});
  for (const signal of signals) process.on(signal, forward);
  child.once('error', (error) => giveUp(`could not start ${node}: ${error.message}.`));
  child.once('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    if (signal !== null && process.platform !== 'win32') process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

/**
 * Keeps what Node made of our sources (types stripped, code compiled) in the package itself: a start takes a third of
 * the time, also of the engine's process, which inherits the variable. Where the package cannot be written Node goes
 * on without; with --stateless nothing is written anywhere.
 */
async function cacheCode() {
  if (process.argv.includes('--stateless') || process.env.HEADROOM_STATELESS) return;
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  const asked = process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../../build/compile-cache', import.meta.url));
  const { directory } = enableCompileCache(asked);
  if (directory !== undefined && !isRun) process.env.NODE_COMPILE_CACHE = asked;
}

function giveUp(problem) {
  process.stderr.write(
    `headroom: ${problem}\n  Install Node 24 from https://nodejs.org, or run \`npm ci\` in the project again with optional packages.\n`,
  );
  process.exitCode = 1;
}

async function main() {
  const launched = isLaunched();
  const node = launched || isAtLeast(FIT) ? null : await findBroughtNode();
  if (node !== null) return relaunch(node);
  if (!isAtLeast(USABLE))
    return giveUp(`Node 24 is needed, this is ${process.versions.node}, and npm brought none along.`);
  if (launched) endWithLauncher();
  const { fileURLToPath } = await import('node:url');
  await boundMemory([fileURLToPath(import.meta.url)]);
  await cacheCode();
  if (isRun) {
    const { endNow, runFirst } = await import('./run-first.ts');
    if (runFirst()) return;
    const { runFiltered } = await import('./run-filtered.ts');
    return endNow(await runFiltered(process.argv.slice(3), process.env));
  }
  const { runProcess } = await import('./index.ts');
  await runProcess();
}

try {
  await main();
} catch (error) {
  if (error?.code !== 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') throw error;
  process.stderr.write(
    'headroom: these are the sources, which Node does not run below node_modules.\n  Install the package that `npm run pack` makes of them.\n',
  );
  process.exitCode = 1;
}
