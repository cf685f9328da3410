import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { LogLevel, LogPage } from '../../sidecar/contract/logs.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import { createNow } from './create-now.ts';
import type { Session } from './session.ts';

const RENEW_MS = 5_000;
/** More lines than anybody reads on a page; headroom logs gives all. */
const MOST_LINES = 200;

export interface Log {
  readonly page: Loaded<LogPage>;
  /** Lines that are at least this grave. */
  readonly level: Accessor<LogLevel>;
  setLevel(level: LogLevel): void;
  readonly text: Accessor<string>;
  setText(text: string): void;
}

/** What Headroom wrote down about itself, renewed while somebody looks. */
export function createLog({ client, live }: Session, isShown: () => boolean): Log {
  const [level, setLevel] = createSignal<LogLevel>('info');
  const [text, setText] = createSignal('');
  const page = createLoaded(() => client.logs({ level: level(), text: text(), limit: MOST_LINES }));
  const now = createNow(RENEW_MS);
  createEffect(
    on([now, isShown, level, text, live.state], ([, shown]) => {
      if (shown && live.state() !== 'offline') void page.reload();
    }),
  );
  return { page, level, setLevel, text, setText };
}
