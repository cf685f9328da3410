/**
 * Job: where the packed executable begins: `headroom run` at once, everything else is a program of its own inside of it.
 * Law: wires, no logic; this file and what it imports are all that is read in front of every command of an agent.
 * Neighbours: cli/run-first.ts below; scripts/pack.ts makes the executable of it, and the programs of other entries.
 */
import { createRequire } from 'node:module';
import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';
import type * as Filtered from './cli/run-filtered.ts';
import { endNow, runFirst } from './cli/run-first.ts';

/** A bundle, as a function of what Node gives to a CommonJS module. */
type Program = (require: NodeJS.Require, module: object, exports: object) => void;

if (process.env.HEADROOM_PART !== undefined || process.argv[2] !== 'run') start('program');
else if (!runFirst()) {
  const { runFiltered } = start('run-filtered') as typeof Filtered;
  void runFiltered(process.argv.slice(3), process.env).then(endNow);
}

/**
 * Starts what scripts/lib/program.ts has packed: a program and its compiled code, without which Node would compile the source.
 * @returns what the program exports.
 */
function start(name: string): object {
  const script = new Script(Buffer.from(getRawAsset(`${name}.cjs`) as ArrayBuffer).toString('utf8'), {
    filename: `${name}.cjs`,
    cachedData: Buffer.from(getRawAsset(`${name}.code`) as ArrayBuffer),
  });
  const module = { exports: {} };
  (script.runInThisContext() as Program)(createRequire(process.execPath), module, module.exports);
  return module.exports;
}
