import { app, events, init } from '@neutralinojs/lib';
import type { Texts } from '../texts/index.ts';
import type { ApiAddress, Host } from './types.ts';

/** What the companion broadcasts when the sidecar answers; see sidecar/window/companion.ts. */
interface Ready {
  readonly url: string;
  readonly token: string;
}

/** Nothing is said about a start that is over before anybody could have read it. */
const SAY_STARTING_MS = 400;

/**
 * The native window: waits until the companion says where the sidecar is. Meanwhile, and when it never comes, the window
 * says so in words and can be closed.
 * @param base what it has in common with a tab, handed in, as the texts are, so that both stay in the first part of the page
 */
export async function connectNative(base: Host, said: () => Texts['shell']['window']): Promise<Host> {
  const ready = Promise.withResolvers<Ready>();
  const timer = setTimeout(() => say(said().starting), SAY_STARTING_MS);
  init();
  await events.on('sidecarReady', ({ detail }) => ready.resolve(detail as Ready));
  await events.on('sidecarFailed', ({ detail }) => {
    clearTimeout(timer);
    say(detail.message, detail.hint);
  });
  await events.on('extClientDisconnect', () => {
    clearTimeout(timer);
    const { stopped, stoppedHint } = said();
    say(stopped, stoppedHint);
    // The companion would have put the window away; without it a close must be a close.
    void events.on('windowClose', () => void app.exit());
  });
  await events.on('showPage', ({ detail }) => {
    location.hash = `#/${detail.page}`;
  });
  const { url, token } = await ready.promise;
  clearTimeout(timer);
  const address: ApiAddress = { base: `${url}/api/v1/`, token };
  return { ...base, api: () => address, proxyOrigin: () => url };
}

/** Before there is a page, or instead of it. */
function say(message: string, hint = ''): void {
  const root = document.getElementById('app');
  if (root === null) return;
  const lines = [message, hint]
    .filter((line) => line !== '')
    .map((line) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    });
  const note = document.createElement('div');
  note.className = 'note';
  note.setAttribute('role', 'status');
  note.append(...lines);
  root.replaceChildren(note);
}
