/** Contracts of this room: attempts of agents, what rules learn from them, and the notes that come of it. */
import type { NoteRow } from '../contract/studies.ts';

/** One tool call with its result, as a transcript holds it. */
export interface Attempt {
  readonly client: string;
  readonly session: string;
  /** Directory in which the session ran. */
  readonly project: string;
  readonly at: number;
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  /** Beginning of what was answered. */
  readonly text: string;
  readonly isError: boolean;
}

/** What one failure teaches. */
export interface Lesson {
  /** Failures that teach about the same thing have the same subject. */
  readonly subject: string;
  /** Markdown, one line; null: the failure again, without what worked instead – it counts, where another lesson tells that. */
  readonly text: string | null;
  readonly attempt: Attempt;
  /** The lesson holds only while the first path is missing and the second is there. Absolute. */
  readonly paths?: { readonly missing: string; readonly present: string };
}

/** One rule: one file under rules/, one line in rules/index.ts. Pure, and silent when not sure. */
export interface LessonRule {
  readonly id: string;
  /** @param attempts of one session, in their order */
  find(attempts: readonly Attempt[]): readonly Lesson[];
}

/** A lesson that was taught often enough to be written down. */
export type Note = NoteRow;
