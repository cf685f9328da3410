import { type Accessor, createEffect, createMemo } from 'solid-js';
import type { Account } from '../../sidecar/contract/account.ts';
import type { Health } from '../../sidecar/contract/api.ts';
import type { Client } from '../api/client.ts';
import type { Host } from '../host/index.ts';
import type { Formats } from '../ui/format.ts';
import { createFormatChoice, type FormatChoice } from './create-format-choice.ts';
import { createLanguageChoice, type LanguageChoice } from './create-language-choice.ts';
import { createLive, type Live } from './create-live.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import { createNow } from './create-now.ts';
import { createTheme, type ThemeChoice } from './create-theme.ts';
import { describeStatus, type Status } from './describe-status.ts';

const HEALTH_MS = 15_000;

/** What every page stands on: the API, the place the page runs in, and the live connection. */
export interface Session {
  readonly client: Client;
  readonly host: Host;
  readonly live: Live;
  readonly health: Loaded<Health>;
  readonly status: Accessor<Status>;
  /** Whether there is an account service at all, and how things stand there. */
  readonly account: Loaded<Account>;
  readonly theme: ThemeChoice;
  /** The language of the texts, and the choice of it. */
  readonly languageChoice: LanguageChoice;
  /** How numbers and dates are written, and the choice of it. */
  readonly formatChoice: FormatChoice;
  readonly formats: Formats;
}

export function createSession(client: Client, host: Host): Session {
  const live = createLive(client);
  const health = createHealth(client, live);
  const status = createMemo(() => describeStatus(live.state(), health.value()));
  const account = createLoaded(() => client.account());
  live.onReturn(() => void account.reload());
  void account.reload();
  const languageChoice = createLanguageChoice();
  const formatChoice = createFormatChoice();
  const { formats } = formatChoice;
  return { client, host, live, health, status, account, theme: createTheme(), languageChoice, formatChoice, formats };
}

/** How the sidecar is, renewed while it can be reached. */
function createHealth(client: Client, live: Live): Loaded<Health> {
  const loaded = createLoaded(() => client.health());
  const now = createNow(HEALTH_MS);
  createEffect(() => {
    now();
    if (live.state() !== 'offline') void loaded.reload();
  });
  return loaded;
}
