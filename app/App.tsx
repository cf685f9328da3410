import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import type { Client } from './api/client.ts';
import type { Host } from './host/index.ts';
import { ActivityPage } from './pages/activity/index.tsx';
import { ClientsPage } from './pages/clients/index.tsx';
import { ConversationPage } from './pages/conversation/index.tsx';
import { ConversationsPage } from './pages/conversations/index.tsx';
import { ExchangePage } from './pages/exchange/index.tsx';
import { HealthPage } from './pages/health/index.tsx';
import { HomePage } from './pages/home/index.tsx';
import { SettingsPage } from './pages/settings/index.tsx';
import { createPlaces } from './state/create-places.ts';
import { createRoute, type PageName, type Route } from './state/create-route.ts';
import { createSession, type Session } from './state/session.ts';
import { type Texts, texts } from './texts/index.ts';
import { Brand } from './ui/brand.tsx';
import { makeLaterPage } from './ui/later-page.tsx';

const AccountPage = makeLaterPage(async () => (await import('./pages/later.ts')).AccountPage);
const OptimisePage = makeLaterPage(async () => (await import('./pages/later.ts')).OptimisePage);
const UninstallPage = makeLaterPage(async () => (await import('./pages/later.ts')).UninstallPage);
const WelcomePage = makeLaterPage(async () => (await import('./pages/later.ts')).WelcomePage);
/** Fetched as soon as the first page stands, so that they are there when no sidecar is. */
const laterPages = [AccountPage, OptimisePage, UninstallPage, WelcomePage];

interface Entry {
  readonly page: keyof Texts['shell']['rail'];
  /** Pages that lie under it. */
  readonly under?: PageName;
  readonly href: string;
  /** Not everybody has it. Default: always shown. */
  readonly isShown?: (session: Session) => boolean;
}

const entries: readonly Entry[] = [
  { page: 'home', href: '#/' },
  { page: 'activity', under: 'exchange', href: '#/activity' },
  { page: 'conversations', under: 'conversation', href: '#/conversations' },
  { page: 'clients', under: 'welcome', href: '#/clients' },
  { page: 'optimise', href: '#/optimise' },
  { page: 'health', href: '#/health' },
  {
    page: 'account',
    href: '#/account',
    isShown: ({ account }) => (account.value()?.url ?? null) !== null,
  },
  { page: 'settings', under: 'uninstall', href: '#/settings' },
];

/** The rail and the page beside it. Lists stay alive behind the others, so that Back finds its place again. */
export function App(props: { client: Client; host: Host }): JSX.Element {
  const route = createRoute();
  const session = createSession(props.client, props.host);
  createPlaces(route);
  let main: HTMLElement | undefined;
  onMount(() => setTimeout(() => void Promise.all(laterPages.map((page) => page.preload()))));
  return (
    <div class="shell">
      <button type="button" class="button skip" onClick={() => main?.focus()}>
        {texts().shell.skip}
      </button>
      <Rail session={session} page={route().page} />
      <main ref={main} tabindex="-1">
        <Kept shown={route().page === 'home'}>
          <HomePage session={session} />
        </Kept>
        <Kept shown={route().page === 'activity'}>
          <ActivityPage session={session} route={route()} />
        </Kept>
        <Kept shown={route().page === 'conversations'}>
          <ConversationsPage session={session} />
        </Kept>
        <Kept shown={route().page === 'clients'}>
          <ClientsPage session={session} isShown={route().page === 'clients'} />
        </Kept>
        <Kept shown={route().page === 'welcome'}>
          <WelcomePage session={session} isShown={route().page === 'welcome'} />
        </Kept>
        <Kept shown={route().page === 'optimise'}>
          <OptimisePage session={session} route={route()} />
        </Kept>
        <Kept shown={route().page === 'account'}>
          <AccountPage session={session} isShown={route().page === 'account'} />
        </Kept>
        <Kept shown={route().page === 'settings'}>
          <SettingsPage session={session} isShown={route().page === 'settings'} />
        </Kept>
        <Kept shown={route().page === 'uninstall'}>
          <UninstallPage session={session} isShown={route().page === 'uninstall'} />
        </Kept>
        <Kept shown={route().page === 'health'}>
          <HealthPage session={session} isShown={route().page === 'health'} />
        </Kept>
        <Chosen route={route()} page="conversation">
          {(id) => <ConversationPage session={session} id={id} />}
        </Chosen>
        <Chosen route={route()} page="exchange">
          {(id) => <ExchangePage session={session} id={id} />}
        </Chosen>
      </main>
    </div>
  );
}

/** Made when it is first shown, and kept from then on. */
function Kept(props: { shown: boolean; children: JSX.Element }): JSX.Element {
  const [made, setMade] = createSignal(false);
  return (
    <Show when={made() || (props.shown && setMade(true))}>
      <div data-page hidden={!props.shown}>
        {props.children}
      </div>
    </Show>
  );
}

/** A page of one thing: made anew for each. */
function Chosen(props: { route: Route; page: PageName; children: (id: string) => JSX.Element }): JSX.Element {
  return (
    <Show when={props.route.page === props.page && props.route.id} keyed>
      {(id) => <div data-page>{props.children(id)}</div>}
    </Show>
  );
}

function Rail(props: { session: Session; page: PageName }): JSX.Element {
  const status = props.session.status;
  return (
    <header class="rail">
      <a href="#/" class="rail-home" aria-label={texts().shell.firstPage}>
        <Brand />
      </a>
      <nav class="rail-nav" aria-label={texts().shell.pages}>
        <ul class="rail-list">
          <For each={entries.filter(({ isShown }) => isShown?.(props.session) ?? true)}>
            {(entry) => (
              <li>
                <a
                  class="rail-link"
                  href={entry.href}
                  aria-current={entry.page === props.page ? 'page' : entry.under === props.page ? 'true' : undefined}
                >
                  {texts().shell.rail[entry.page]}
                </a>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <p class="rail-status" role="status">
        <span class="rail-status-word live" data-state={status().state}>
          <span class="state-mark" data-state={status().state} aria-hidden="true" />
          {status().word}
        </span>
        <span class="rail-status-more">{props.session.host.proxyOrigin().replace(/^https?:\/\//, '')}</span>
      </p>
    </header>
  );
}
