/**
 * Job: the list of rules that learn from failures.
 * Law: one file, one line; a rule names a failure by its subject, so that repetitions are counted and not listed.
 * Neighbours: types.ts says what a rule is; notes.ts counts.
 */
import type { LessonRule } from '../types.ts';
import { badFlag } from './bad-flag.ts';
import { missingTool } from './missing-tool.ts';
import { wrongPath } from './wrong-path.ts';

export const lessonRules: readonly LessonRule[] = [wrongPath, missingTool, badFlag];
