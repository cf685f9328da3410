import type { ManagedTool } from '../types.ts';
import { headroomAi } from './headroom-ai.ts';
import { rtk } from './rtk.ts';

/** The list: one line per tool. docs/tools.md says what may be in it. */
export const managedTools: readonly ManagedTool[] = [rtk, headroomAi];
