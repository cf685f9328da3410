import type { JSX } from 'solid-js';

/** Stands where a figure will be, as wide as the figure: nothing moves when it comes. */
export function Blank(props: { characters: number }): JSX.Element {
  return (
    <span class="blank" aria-hidden="true">
      {'0'.repeat(props.characters)}
    </span>
  );
}
