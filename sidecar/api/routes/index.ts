import type { Route } from '../types.ts';
import { account, accountPlan, cancelSignIn, signIn, signOut } from './account.ts';
import { activity } from './activity.ts';
import { changes } from './changes.ts';
import {
  clientFindings,
  clientPlan,
  clientStates,
  clients,
  connectClient,
  disconnectClient,
  pauseClients,
  resumeClients,
} from './clients.ts';
import { compress } from './compress.ts';
import { dataSizes, deleteData, exportData, importData } from './data.ts';
import { demo } from './demo.ts';
import { doctor, engine } from './doctor.ts';
import { events } from './events.ts';
import { history } from './history.ts';
import { insights } from './insights.ts';
import { conversations, effects, evidence, exchange, exchanges, summary } from './ledger.ts';
import { loginStart, switchLoginStart } from './login-start.ts';
import { logs } from './logs.ts';
import { metrics } from './metrics.ts';
import { original, retrieve, retrieveById, searchOriginals } from './originals.ts';
import { prices, setPrice } from './prices.ts';
import { healthz, livez, readyz } from './probes.ts';
import { segmentTexts } from './segment-texts.ts';
import { changeSettings, settings } from './setting-values.ts';
import { claudeCodeHook, shellOutput } from './shell.ts';
import { health } from './state.ts';
import { stats } from './stats.ts';
import {
  applyNotes,
  cancelStudy,
  notesOfProject,
  projects,
  startStudy,
  undoNotes,
  usageOfTranscripts,
  vitalsOfProject,
} from './studies.ts';
import { cancelTool, installTool, removeTool, rollbackTool, tools, updateTool } from './tools.ts';
import { uninstall } from './uninstall.ts';
import { checkUpdates, updates } from './updates.ts';
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
  effects,
  history,
  activity,
  exchanges,
  exchange,
  segmentTexts,
  conversations,
  insights,
  health,
  doctor,
  demo,
  engine,
  logs,
  settings,
  changeSettings,
  prices,
  setPrice,
  updates,
  checkUpdates,
  loginStart,
  switchLoginStart,
  changes,
  uninstall,
  dataSizes,
  exportData,
  importData,
  deleteData,
  searchOriginals,
  original,
  clients,
  clientStates,
  clientPlan,
  clientFindings,
  connectClient,
  disconnectClient,
  pauseClients,
  resumeClients,
  tools,
  installTool,
  updateTool,
  rollbackTool,
  removeTool,
  cancelTool,
  projects,
  usageOfTranscripts,
  vitalsOfProject,
  notesOfProject,
  startStudy,
  cancelStudy,
  applyNotes,
  undoNotes,
  account,
  accountPlan,
  signIn,
  cancelSignIn,
  signOut,
  events,
  admitWindow,
] as const satisfies readonly Route[];
