import { type JSX, Show } from 'solid-js';
import type { Study } from '../../../sidecar/contract/studies.ts';
import type { StudyState } from '../../state/create-study.ts';
import { texts } from '../../texts/index.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { describeAge, describeRun } from './view.ts';

/** Starts a run, tells how it goes in a fixed place, ends it, and says when the report is from. */
export function RunBar<S extends Study<unknown>>(props: {
  state: StudyState<S>;
  /** What the button says when there is no report yet, and when there is one. */
  words: readonly [first: string, again: string];
  isReady: boolean;
  isOnline?: boolean;
  now: number;
  formats: Formats;
}): JSX.Element {
  const { state } = props;
  const value = (): S | undefined => state.study.value();
  return (
    <>
      <div class="run-bar">
        <Show
          when={state.isRunning()}
          fallback={
            <button
              type="button"
              class="button"
              disabled={!props.isReady}
              onClick={() => void state.start(props.isOnline)}
            >
              {value()?.report ? props.words[1] : props.words[0]}
            </button>
          }
        >
          <button type="button" class="button" onClick={() => void state.cancel()}>
            {texts().words.cancel}
          </button>
        </Show>
        <p class="quiet small" role="status">
          {state.isRunning() ? describeRun(value()?.run ?? null) : describeAge(value(), props.now, props.formats)}
        </p>
      </div>
      <FailureNotice failure={value()?.run?.error} />
      <FailureNotice
        failure={state.refusal() ?? state.study.failure()}
        again={() => void state.act(async () => undefined)}
      />
    </>
  );
}
