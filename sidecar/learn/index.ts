/**
 * Job: learn from failures that agents repeat – notes for their instruction files, drafted from the transcripts.
 * Law: nothing is sent anywhere; nothing is written unasked; what is written can be taken back byte for byte.
 * Neighbours: stands on transcripts, machine, contract and lib; cli and studies show and ask.
 */
export { collectAttempts } from './attempts.ts';
export { applyNotes, type FilePlan, listApplied, planNotes, undoNotes } from './instruction-files.ts';
export { mineNotes } from './notes.ts';
export { lessonRules } from './rules/index.ts';
export type { Attempt, Lesson, LessonRule, Note } from './types.ts';
