import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { ExchangeRow, Summary } from '../../sidecar/contract/api.ts';
import type { ClientPlan, ClientResult, ClientRow } from '../../sidecar/contract/clients.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure, createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export type ClientChange = 'connect' | 'disconnect';

export interface Clients {
  readonly list: Loaded<readonly ClientRow[]>;
  /** All time, for what each client saved. */
  readonly summary: Loaded<Summary>;
  /** The newest exchange of a client that was seen while this page is open. */
  seen(id: string): ExchangeRow | undefined;
  /** Something is being written. */
  readonly isBusy: Accessor<boolean>;
  /** Why the last change failed as a whole. */
  readonly failure: Accessor<ApiFailure | undefined>;
  plan(id: string): Promise<ClientPlan>;
  /** What a change would do; nothing is written. */
  rehearse(id: string, change: ClientChange): Promise<readonly ClientResult[]>;
  /** Does it and reads the list again. @returns [] when it failed as a whole, see `failure` */
  change(id: string, change: ClientChange): Promise<readonly ClientResult[]>;
  pauseAll(): Promise<readonly ClientResult[]>;
  resumeAll(): Promise<readonly ClientResult[]>;
}

const SETTLE_MS = 1_000;

/** The clients of this computer. Every change shows first what it would write. */
export function createClients({ client, live }: Session): Clients {
  const list = createLoaded(() => client.clients());
  const summary = createLoaded(() => client.summary({ sinceMs: 0, untilMs: Date.now() }));
  const [newest, setNewest] = createSignal<ReadonlyMap<string, ExchangeRow>>(new Map());
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  live.onExchange((row) => {
    setNewest((known) => new Map(known).set(row.client, row));
    settling ??= setTimeout(() => {
      settling = undefined;
      void summary.reload();
    }, SETTLE_MS);
  });
  live.onReturn(() => void list.reload());
  onCleanup(() => clearTimeout(settling));
  const work = async (act: () => Promise<readonly ClientResult[]>): Promise<readonly ClientResult[]> => {
    setBusy(true);
    setFailure(undefined);
    try {
      return await act();
    } catch (error) {
      setFailure(asFailure(error));
      return [];
    } finally {
      await list.reload();
      setBusy(false);
    }
  };
  void list.reload();
  void summary.reload();
  return {
    list,
    summary,
    seen: (id) => newest().get(id),
    isBusy,
    failure,
    plan: (id) => client.clientPlan(id),
    rehearse: (id, change) => client.changeClient(id, change, { dryRun: true }),
    change: (id, change) => work(() => client.changeClient(id, change, {})),
    pauseAll: () => work(() => client.changeClients('pause')),
    resumeAll: () => work(() => client.changeClients('resume')),
  };
}
