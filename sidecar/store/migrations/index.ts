import { ledger } from './0001-ledger.ts';
import { evidence } from './0002-evidence.ts';
import { breakCauses } from './0003-break-causes.ts';
import { effects } from './0004-effects.ts';
import { compactions } from './0005-compactions.ts';
import type { Migration } from './types.ts';

/** The list, in order: one line per migration. The version of a ledger is how many of them it has. */
export const migrations = [ledger, evidence, breakCauses, effects, compactions] as const satisfies readonly Migration[];
