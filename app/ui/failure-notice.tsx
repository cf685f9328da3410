import { type JSX, Show } from 'solid-js';
import { texts } from '../texts/index.ts';
import { Notice } from './notice.tsx';

/** What is told of something that failed. */
export interface Failure {
  readonly message: string;
  readonly hint?: string | null | undefined;
}

/** A failure in its own words, with its next step and the button that tries again. Nothing while there is none. */
export function FailureNotice(props: {
  failure: Failure | null | undefined;
  tone?: 'loss' | 'fault';
  /** What the button says. Default: "Try again". */
  word?: string;
  again?: () => void;
}): JSX.Element {
  return (
    <Show when={props.failure}>
      {(known) => (
        <Notice
          tone={props.tone ?? 'fault'}
          title={known().message}
          lines={known().hint ? [known().hint ?? ''] : []}
          {...(props.again && { action: { label: props.word ?? texts().words.tryAgain, run: props.again } })}
        />
      )}
    </Show>
  );
}

/** The same as one line beside what failed. */
export function FailureLine(props: { failure: Failure | null | undefined }): JSX.Element {
  return (
    <Show when={props.failure}>
      {(known) => (
        <p role="alert">
          {known().message} {known().hint}
        </p>
      )}
    </Show>
  );
}
