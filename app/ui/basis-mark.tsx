import { createUniqueId, type JSX } from 'solid-js';
import { texts } from '../texts/index.ts';

/** The quiet word beside a figure that says how sure it is; the range shows on hover and focus. */
export function BasisMark(props: { basis: 'measured' | 'estimated'; explanation: string }): JSX.Element {
  const id = createUniqueId();
  return (
    <span class="basis">
      <button type="button" class="basis-word" aria-describedby={id}>
        {texts().words.basisShort[props.basis]}
      </button>
      <span class="basis-tip" role="tooltip" id={id}>
        {props.explanation}
      </span>
    </span>
  );
}
