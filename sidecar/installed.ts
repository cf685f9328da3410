/**
 * Job: where the package for npm begins: `headroom run` at once, on whatever Node is there; everything else in headroom.mjs.
 * Law: wires, no logic; scripts/lib/npm-package.ts makes one file of it, because each file that Node looks for takes time.
 * Neighbours: cli/run-first.ts and cli/headroom.mjs below.
 */
import { runFirst } from './cli/run-first.ts';

/** What runs here needs no newer one; headroom.mjs starts the Node that npm brought, which would be a second start. */
const FIT_TO_RUN = 20;

if (Number.parseInt(process.versions.node, 10) < FIT_TO_RUN || !runFirst()) void import('./cli/headroom.mjs');
