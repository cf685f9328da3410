/**
 * Job: the list of commands, in the order in which help shows them.
 * Law: one file, one line; heavy rooms are imported inside `run`, so that `headroom show` starts at once.
 * Neighbours: see cli/index.ts.
 */
import type { Command } from '../types.ts';
import { account } from './account.ts';
import { clients } from './clients.ts';
import { compress } from './compress.ts';
import { connect } from './connect.ts';
import { data } from './data.ts';
import { demo } from './demo.ts';
import { disconnect } from './disconnect.ts';
import { doctor } from './doctor.ts';
import { filters } from './filters.ts';
import { guard } from './guard.ts';
import { hooks } from './hooks.ts';
import { insights } from './insights.ts';
import { install } from './install.ts';
import { learn } from './learn.ts';
import { logs } from './logs.ts';
import { mcp } from './mcp.ts';
import { pause } from './pause.ts';
import { prices } from './prices.ts';
import { proxy } from './proxy.ts';
import { resume } from './resume.ts';
import { run } from './run.ts';
import { settings } from './settings.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { status } from './status.ts';
import { tools } from './tools.ts';
import { uninstall } from './uninstall.ts';
import { unwrap } from './unwrap.ts';
import { updates } from './updates.ts';
import { usage } from './usage.ts';
import { version } from './version.ts';
import { vitals } from './vitals.ts';
import { window } from './window.ts';
import { wrap } from './wrap.ts';

export const commands: readonly Command[] = [
  start,
  proxy,
  wrap,
  unwrap,
  status,
  clients,
  connect,
  disconnect,
  pause,
  resume,
  install,
  uninstall,
  settings,
  prices,
  tools,
  account,
  updates,
  stats,
  usage,
  insights,
  learn,
  vitals,
  show,
  data,
  doctor,
  logs,
  demo,
  compress,
  mcp,
  hooks,
  run,
  filters,
  guard,
  window,
  version,
];
