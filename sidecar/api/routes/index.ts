import type { Route } from '../types.ts';
import {
  clientFindings,
  clientPlan,
  clients,
  connectClient,
  disconnectClient,
  pauseClients,
  resumeClients,
} from './clients.ts';
import { compress } from './compress.ts';
import { events } from './events.ts';
import { history } from './history.ts';
import { insights } from './insights.ts';
import { conversations, evidence, exchange, exchanges, summary } from './ledger.ts';
import { metrics } from './metrics.ts';
import { original, retrieve, retrieveById, searchOriginals } from './originals.ts';
import { healthz, livez, readyz } from './probes.ts';
import { segmentTexts } from './segment-texts.ts';
import { claudeCodeHook, shellOutput } from './shell.ts';
import { health, settings } from './state.ts';
import { stats } from './stats.ts';
import { admitWindow } from './window.ts';

/** The list: one line per route. The OpenAPI document is made of it (openapi.ts) and served beside it. */
export const routes = [
  livez,
  readyz,
  healthz,
  metrics,
  stats,
  compress,
  shellOutput,
  claudeCodeHook,
  retrieve,
  retrieveById,
  summary,
  evidence,
  history,
  exchanges,
  exchange,
  segmentTexts,
  conversations,
  insights,
  health,
  settings,
  searchOriginals,
  original,
  clients,
  clientPlan,
  clientFindings,
  connectClient,
  disconnectClient,
  pauseClients,
  resumeClients,
  events,
  admitWindow,
] as const satisfies readonly Route[];
