import { account } from './account.ts';
import { activity } from './activity.ts';
import { agents } from './agents.ts';
import { changes } from './changes.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { exchange } from './exchange.ts';
import { exchanges } from './exchanges.ts';
import { failures } from './failures.ts';
import { health } from './health.ts';
import { home } from './home.ts';
import { optimise } from './optimise.ts';
import { prices } from './prices.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { status } from './status.ts';
import { welcome } from './welcome.ts';
import { words } from './words.ts';

/**
 * English, the language that is built in. A record per page, after what all pages share; a text that tells data is a function
 * from it to whole sentences.
 */
export const english = {
  ...{ words, shell, status, failures, exchanges, agents },
  ...{ home, activity, exchange, conversations, clients, welcome },
  ...{ optimise, health, account, settings, prices, changes },
};
