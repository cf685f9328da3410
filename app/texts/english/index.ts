import { activity } from './activity.ts';
import { agents } from './agents.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { exchange } from './exchange.ts';
import { exchanges } from './exchanges.ts';
import { failures } from './failures.ts';
import { home } from './home.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { status } from './status.ts';
import { words } from './words.ts';

/** English, the language that is built in. A record per page; texts of data are functions that give whole sentences. */
export const english = {
  words,
  shell,
  status,
  failures,
  exchanges,
  agents,
  home,
  activity,
  exchange,
  conversations,
  clients,
  settings,
};
