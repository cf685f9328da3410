/**
 * Job: what `headroom doctor` looks at, in the order in which it tells.
 * Law: one file, one line; checks only read, a finding may carry a fix that `--fix` runs; every finding that is not "ok" says what to do.
 * Neighbours: machine and contract below; commands/doctor.ts prints.
 */
import { account } from './account.ts';
import { clients } from './clients.ts';
import { clock } from './clock.ts';
import { disk } from './disk.ts';
import { hooks } from './hooks.ts';
import { ledger } from './ledger.ts';
import { node } from './node.ts';
import { port } from './port.ts';
import { routing } from './routing.ts';
import { supervision } from './supervision.ts';
import type { Check } from './types.ts';
import { upstreams } from './upstreams.ts';

export const checks: readonly Check[] = [
  node,
  port,
  ledger,
  upstreams,
  clock,
  disk,
  routing,
  clients,
  hooks,
  supervision,
  account,
];

export type { Check, Finding, Probe, Situation } from './types.ts';
