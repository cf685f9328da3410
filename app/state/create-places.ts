import { type Accessor, createEffect, on, onCleanup } from 'solid-js';
import type { Route } from './create-route.ts';

/** How often a place is looked for again while a page is still filling. */
const TRIES = 20;

interface Place {
  top: number;
  /** Address of the link that was followed from here; it gets the focus again. */
  href: string | null;
}

/**
 * Back finds its place again: each step of the history has its scroll and its selection. A page that is met for the
 * first time starts at its top, with the focus on its first line.
 */
export function createPlaces(route: Accessor<Route>): void {
  history.scrollRestoration = 'manual';
  const places = new Map<number, Place>();
  let step = readStep() ?? 0;
  let newest = step;
  history.replaceState({ step }, '');
  const place = (): Place => {
    const known = places.get(step) ?? { top: 0, href: null };
    places.set(step, known);
    return known;
  };
  let moving = false;
  const onScroll = (): void => {
    if (!moving) place().top = window.scrollY;
  };
  const onClick = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('main a[href^="#/"]') : null;
    if (link) place().href = link.getAttribute('href');
  };
  // Before the pages change, so that the scroll of what is left is not taken for that of what comes.
  const onMove = (): void => {
    moving = true;
  };
  window.addEventListener('scroll', onScroll);
  window.addEventListener('click', onClick, { capture: true });
  window.addEventListener('popstate', onMove);
  onCleanup(() => {
    window.removeEventListener('scroll', onScroll);
    window.removeEventListener('click', onClick, { capture: true });
    window.removeEventListener('popstate', onMove);
  });
  createEffect(
    on(
      route,
      (next, before) => {
        const known = readStep();
        if (known === null) {
          newest += 1;
          step = newest;
          history.replaceState({ step }, '');
          moving = false;
          // A filter that changes is the same page.
          if (before?.page === next.page && before.id === next.id) return;
          window.scrollTo(0, 0);
          document.querySelector<HTMLElement>('main [data-page]:not([hidden]) h1')?.focus({ preventScroll: true });
          return;
        }
        step = known;
        returnTo(place(), () => {
          moving = false;
        });
      },
      { defer: true },
    ),
  );
}

function readStep(): number | null {
  const state = history.state as { step?: unknown } | null;
  return typeof state?.step === 'number' ? state.step : null;
}

/** A list may need a moment until it is as long as it was. */
function returnTo({ top, href }: Place, done: () => void, tries = TRIES): void {
  window.scrollTo(0, top);
  requestAnimationFrame(() => {
    const link =
      href === null
        ? null
        : document.querySelector<HTMLElement>(`main [data-page]:not([hidden]) a[href="${CSS.escape(href)}"]`);
    link?.focus({ preventScroll: true });
    const isThere = Math.abs(window.scrollY - top) < 2 && (href === null || link !== null);
    if (isThere || tries === 0) done();
    else returnTo({ top, href }, done, tries - 1);
  });
}
