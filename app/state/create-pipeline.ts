import { createEffect } from 'solid-js';
import type { Doctor, EngineState, Summary } from '../../sidecar/contract/api.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import { createNow } from './create-now.ts';
import type { Session } from './session.ts';

const DAY_MS = 86_400_000;
const RENEW_MS = 5_000;

export interface Pipeline {
  /** Of the last 24 hours. */
  readonly summary: Loaded<Summary>;
  readonly engine: Loaded<EngineState>;
  /** Asked for once, and again when the person wants it: it looks at files and asks upstreams. */
  readonly doctor: Loaded<Doctor>;
}

/** What is known of the way of a request, renewed while somebody looks. */
export function createPipeline({ client, live }: Session, isShown: () => boolean): Pipeline {
  const summary = createLoaded(() => client.summary({ sinceMs: Date.now() - DAY_MS, untilMs: Date.now() }));
  const engine = createLoaded(() => client.engine());
  const doctor = createLoaded(() => client.doctor());
  const now = createNow(RENEW_MS);
  createEffect(() => {
    now();
    if (!isShown() || live.state() === 'offline') return;
    void summary.reload();
    void engine.reload();
  });
  createEffect(() => {
    if (isShown() && doctor.value() === undefined && doctor.failure() === undefined) void doctor.reload();
  });
  return { summary, engine, doctor };
}
