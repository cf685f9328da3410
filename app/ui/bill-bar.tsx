import type { JSX } from 'solid-js';

/** What was spent beside what it would have been, as one bar; both are positive amounts of the same currency. */
export function BillBar(props: { spent: number; without: number; label: string }): JSX.Element {
  const whole = (): number => Math.max(props.spent, props.without, Number.MIN_VALUE);
  const spentWidth = (): number => (Math.min(props.spent, props.without) / whole()) * 100;
  return (
    <svg class="bill-bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={props.label}>
      <rect class="bill-bar-spent" width={spentWidth()} height="4" />
      <rect
        class={props.spent > props.without ? 'bill-bar-over' : 'bill-bar-kept'}
        x={spentWidth()}
        width={100 - spentWidth()}
        height="4"
      />
    </svg>
  );
}
