/** A failure in the words of this language; without a hint, the one of the sidecar stays. */
export interface FailureText {
  readonly message: string;
  readonly hint?: string;
}

/** What went wrong between the page and the sidecar. */
export const failures = {
  /**
   * Failures of the sidecar by their code. Where there is none the sidecar's own sentence is shown: it is English, so that
   * English needs none.
   */
  byCode: {} as Readonly<Record<string, FailureText>>,
  noAnswer: 'Headroom does not answer.',
  noAnswerHint: 'Start it again with headroom start.',
  status: (status: number) => `Headroom answered with status ${status}.`,
  noStream: 'The event stream has no body.',
  page: (error: string) => `The page failed: ${error}`,
};
