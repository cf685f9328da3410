import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Where in the page the person is; kept in the address, so that Back and reload work. */
export type Route = { readonly name: 'dashboard' } | { readonly name: 'exchange'; readonly id: string };

export function createRoute(): Accessor<Route> {
  const [route, setRoute] = createSignal(parseRoute(location.hash));
  const follow = (): void => void setRoute(parseRoute(location.hash));
  window.addEventListener('hashchange', follow);
  onCleanup(() => window.removeEventListener('hashchange', follow));
  return route;
}

/** Anything unknown is the dashboard. */
export function parseRoute(hash: string): Route {
  const found = /^#\/exchanges\/([^/]+)$/.exec(hash);
  if (!found?.[1]) return { name: 'dashboard' };
  try {
    return { name: 'exchange', id: decodeURIComponent(found[1]) };
  } catch {
    return { name: 'dashboard' }; // a cut-off escape such as %E0
  }
}

export function exchangeHref(id: string): string {
  return `#/exchanges/${encodeURIComponent(id)}`;
}
