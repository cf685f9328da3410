/**
 * Job: the list of commands, in the order in which help shows them.
 * Law: one file, one line; heavy rooms are imported inside `run`, so that `headroom show` starts at once.
 * Neighbours: see cli/index.ts.
 */
import type { Command } from '../types.ts';
import { compress } from './compress.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { proxy } from './proxy.ts';
import { run } from './run.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { version } from './version.ts';
import { window } from './window.ts';

export const commands: readonly Command[] = [start, proxy, stats, show, doctor, demo, compress, run, window, version];
