import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { InsightReport } from '../../sidecar/contract/insights.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export type Days = '1' | '7' | '30';

export interface Insights {
  readonly report: Loaded<InsightReport>;
  readonly days: Accessor<Days>;
  choose(days: Days): void;
}

/** What the ledger teaches. It reads thousands of exchanges, so it is asked for only while somebody looks. */
export function createInsights({ client }: Session, isShown: () => boolean): Insights {
  const [days, choose] = createSignal<Days>('7');
  const report = createLoaded(() => client.insights(Number(days())));
  createEffect(on([days, isShown], () => isShown() && void report.reload()));
  return { report, days, choose };
}
