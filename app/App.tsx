import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import type { Client } from './api/client.ts';
import type { Host } from './host/index.ts';
import { Dashboard } from './pages/dashboard/index.tsx';
import { ExchangePage } from './pages/exchange/index.tsx';
import { createRoute } from './state/create-route.ts';
import { createSession } from './state/session.ts';
import { Brand } from './ui/brand.tsx';

/** Which page is shown. The dashboard stays alive behind the others, so that Back finds its place again. */
export function App(props: { client: Client; host: Host }): JSX.Element {
  const route = createRoute();
  const session = createSession(props.client, props.host);
  const { live } = session;
  const exchangeId = createMemo(() => {
    const at = route();
    return at.name === 'exchange' ? at.id : undefined;
  });
  const [returnTo, setReturnTo] = createSignal<string>();
  let scrollTop = window.scrollY;
  window.addEventListener('scroll', () => {
    if (exchangeId() === undefined) scrollTop = window.scrollY;
  });
  createEffect(
    on(exchangeId, (id, before) => {
      if (id !== undefined) return window.scrollTo(0, 0);
      if (before === undefined) return;
      window.scrollTo(0, scrollTop);
      setReturnTo(before);
    }),
  );
  return (
    <>
      <header class="top">
        <a href="#/" class="top-home" aria-label="Headroom, dashboard">
          <Brand />
        </a>
        <p class="live" data-state={live.state()} role="status">
          {liveText[live.state()]}
        </p>
      </header>
      <main>
        <div hidden={exchangeId() !== undefined}>
          <Dashboard session={session} returnTo={returnTo()} />
        </div>
        <Show when={exchangeId()} keyed>
          {(id) => <ExchangePage session={session} id={id} />}
        </Show>
      </main>
    </>
  );
}

const liveText = {
  starting: '',
  open: 'Live',
  offline: 'Not connected',
  unauthorised: 'Not allowed',
} as const;
