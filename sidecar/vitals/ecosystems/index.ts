/**
 * Job: the list of ecosystems whose manifests are understood.
 * Law: one file, one line; offline, and rather silent than wrong.
 * Neighbours: types.ts says what an ecosystem is; dependencies.ts asks them.
 */
import { cargo } from './cargo.ts';
import { go } from './go.ts';
import { npm } from './npm.ts';
import { pyproject } from './pyproject.ts';
import { requirements } from './requirements.ts';
import type { Ecosystem } from './types.ts';

export const ecosystems: readonly Ecosystem[] = [npm, cargo, go, pyproject, requirements];
