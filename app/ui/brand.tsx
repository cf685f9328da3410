import type { JSX } from 'solid-js';

/** The mark, a container with room left at its top, in the colour of the text around it. */
export function Brand(): JSX.Element {
  return (
    <span class="brand">
      <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
        <path d="M2 1h2v11.5c0 .3.2.5.5.5h7c.3 0 .5-.2.5-.5V1h2v11.5a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 2 12.5z" />
        <path d="M5 8h6v4H5z" />
      </svg>
      Headroom
    </span>
  );
}
