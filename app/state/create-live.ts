import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ToolProgress } from '../../sidecar/contract/tools.ts';
import type { Client } from '../api/client.ts';
import { followEvents, type StreamState } from '../api/events.ts';

/** The connection to the running sidecar. */
export interface Live {
  /** 'starting' until the first answer. */
  readonly state: Accessor<StreamState | 'starting'>;
  /** Called with each exchange as it is recorded. */
  onExchange(listener: (row: ExchangeRow) => void): void;
  /** Called as an installation of a tool goes on. */
  onTool(listener: (progress: ToolProgress) => void): void;
  /** Called when events were missed, most often because the stream was lost and is open again. */
  onReturn(listener: () => void): void;
}

export function createLive(client: Client): Live {
  const [state, setState] = createSignal<StreamState | 'starting'>('starting');
  const exchangeListeners: ((row: ExchangeRow) => void)[] = [];
  const toolListeners: ((progress: ToolProgress) => void)[] = [];
  const returnListeners: (() => void)[] = [];
  const stop = new AbortController();
  onCleanup(() => stop.abort());
  void followEvents(
    client,
    {
      onEvent: (event) => {
        // The sidecar left events out because this page was too slow to take them.
        if (event.type === 'lagged') for (const tell of returnListeners) tell();
        if (event.type === 'tool') for (const tell of toolListeners) tell(JSON.parse(event.data) as ToolProgress);
        if (event.type !== 'exchange') return;
        const row = JSON.parse(event.data) as ExchangeRow;
        for (const tell of exchangeListeners) tell(row);
      },
      onState: (next) => {
        const before = state();
        setState(next);
        if (next === 'open' && before !== 'open' && before !== 'starting') for (const tell of returnListeners) tell();
      },
    },
    { signal: stop.signal, wake: window },
  );
  return {
    state,
    onExchange: (listener) => void exchangeListeners.push(listener),
    onTool: (listener) => void toolListeners.push(listener),
    onReturn: (listener) => void returnListeners.push(listener),
  };
}
