import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Addresses of pages without and with something chosen. One list: what is not here does not exist. */
const pages = {
  '': 'home',
  activity: 'activity',
  conversations: 'conversations',
  clients: 'clients',
  welcome: 'welcome',
  optimise: 'optimise',
  health: 'health',
  account: 'account',
  settings: 'settings',
  uninstall: 'uninstall',
} as const;
const chosen = { exchanges: 'exchange', conversations: 'conversation' } as const;

export type PageName = (typeof pages)[keyof typeof pages] | (typeof chosen)[keyof typeof chosen];

/** Where in the page the person is; kept in the address, so that Back and reload work. */
export interface Route {
  readonly page: PageName;
  /** What is chosen; '' on pages without. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
}

export function createRoute(): Accessor<Route> {
  const [route, setRoute] = createSignal(parseRoute(location.hash));
  const follow = (): void => void setRoute(parseRoute(location.hash));
  window.addEventListener('hashchange', follow);
  onCleanup(() => window.removeEventListener('hashchange', follow));
  return route;
}

/** Anything unknown is the first page. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const query = Object.fromEntries(new URLSearchParams(search));
  const [name = '', ...rest] = path.split('/');
  if (rest.length === 0 && isKey(pages, name)) return { page: pages[name], id: '', query };
  const id = rest.length === 1 ? decode(rest[0] ?? '') : '';
  if (id !== '' && isKey(chosen, name)) return { page: chosen[name], id, query };
  return { page: 'home', id: '', query: {} };
}

function isKey<T extends object>(list: T, name: string): name is keyof T & string {
  return Object.hasOwn(list, name);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // a cut-off escape such as %E0
  }
}

export function exchangeHref(id: string): string {
  return `#/exchanges/${encodeURIComponent(id)}`;
}

export function conversationHref(id: string): string {
  return `#/conversations/${encodeURIComponent(id)}`;
}

/** The list of exchanges, narrowed down; what is undefined is left out. */
export function activityHref(filter: Readonly<Record<string, string | number | undefined>> = {}): string {
  const entries = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return entries.length === 0 ? '#/activity' : `#/activity?${new URLSearchParams(entries)}`;
}
