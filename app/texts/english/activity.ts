import type { Formats } from '../../ui/format.ts';
import { counted } from './grammar.ts';

/** The page Activity: every exchange as it happens. */
export const activity = {
  title: 'Activity',
  exchanges: 'Exchanges',
  nothingYet: 'Nothing has come through yet.',
  count: (count: number, formats: Formats) => `${counted(formats, count, 'exchange')}, the newest first.`,
  noMatch: 'No exchange matches.',
  matches: (count: number, formats: Formats) => `${counted(formats, count, 'exchange')} match.`,
  showNew: (count: string) => `Show ${count} new`,
  since: (moment: string) => `since ${moment}`,
  until: (moment: string) => `until ${moment}`,
  outcomes: {
    shortened: 'Shortened',
    loss: 'Cost more',
    fault: 'Went wrong',
    untouched: 'Sent as it came',
  },
  filters: {
    search: 'Search in client, model, project, conversation and path',
    placeholder: 'Search client, model, project …',
    outcome: 'Outcome',
    anyOutcome: 'Any outcome',
    allClients: 'All clients',
    allModels: 'All models',
    allTimes: (span: string) => `Show all times, not only ${span}`,
    allConversations: 'Show all conversations',
    oneConversation: 'One conversation',
    showAll: 'Show all',
  },
  table: {
    label: 'Exchanges, the newest first',
    time: 'Time',
    who: 'Client and model',
    what: 'What happened',
    tokens: 'Tokens',
    tokensTitle: 'Tokens of tool results before and after',
    cached: 'Cached',
    cachedTitle: 'Share of the prompt that the provider read from its cache',
    added: 'Added',
    addedTitle: 'Time that Headroom took before the request was sent on',
  },
};
