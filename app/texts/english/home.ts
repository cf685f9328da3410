import type { Bill } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';
import { counted, list, plural, series } from './grammar.ts';
import { words } from './words.ts';

type Basis = Bill['basis'];

/** What the dollars leave out, behind a sentence; '' when nothing. */
function notInIt(unpriced: number): string {
  if (unpriced === 0) return '';
  return plural(unpriced, {
    one: ` ${unpriced} request has no known price and is not in it.`,
    other: ` ${unpriced} requests have no known price and are not in it.`,
  });
}

function byClients(clients: readonly string[]): string {
  if (clients.length === 0) return '';
  return clients.length <= 2 ? ` by ${list(clients)}` : ` by ${clients.length} clients`;
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${plural(count, { one, other: many })}`;
}

export const home = {
  headline: {
    bypassed: {
      sentence: 'Passing everything through untouched',
      detail: 'Nothing is shortened and nothing is saved for now; your agents keep working.',
    },
    noTraffic: { sentence: 'No traffic yet', detail: 'Headroom is running and waits for the first request.' },
    noTrafficToday: 'No traffic yet today',
    noneBilled: 'Nothing was billed today',
    loss: (amount: string) => `Cost ${amount} more than direct today`,
    noDifference: 'No clear difference to direct today',
    noDifferenceDetail: (
      facts: { requests: number; saved: string; basis: Basis; error: string | null; unpriced: number },
      formats: Formats,
    ) => {
      const range = facts.error === null ? '' : `; the figure may be off by ${facts.error}`;
      return `${counted(formats, facts.requests, 'request')}, ${facts.saved} (${words.basis[facts.basis]})${range}.${notInIt(facts.unpriced)}`;
    },
    saving: (share: string) => `Saving ${share} of today's bill`,
    savingDetail: (
      facts: { requests: number; saved: string; basis: Basis; clients: readonly string[]; unpriced: number },
      formats: Formats,
    ) =>
      `${facts.saved} saved (${words.basis[facts.basis]}) over ${counted(formats, facts.requests, 'request')}${byClients(facts.clients)}.${notInIt(facts.unpriced)}`,
    unpriced: (share: string) => `${share} fewer prompt tokens today, not counted in dollars`,
    unpricedDetail: (models: readonly string[]) => `No price is known for ${series(models)}, and none is made up.`,
    requestsSoFar: (count: number, formats: Formats) => `${counted(formats, count, 'request')} so far.`,
    savedSoFar: (saved: string, basis: Basis, requests: number, formats: Formats) =>
      `${saved} saved so far (${words.basis[basis]}), over ${counted(formats, requests, 'request')}.`,
    /** Why today is a loss, as far as the ledger knows; counts of nothing are left out. */
    lossDetail: (facts: { broken: number; replayed: number; failedOpen: number }) => {
      const causes = [
        facts.broken > 0 && `edits broke the provider's cache ${countOf(facts.broken, 'time', 'times')}`,
        facts.replayed > 0 &&
          `${countOf(facts.replayed, 'shortened request was', 'shortened requests were')} refused and sent again`,
        facts.failedOpen > 0 &&
          `${countOf(facts.failedOpen, 'request was', 'requests were')} sent untouched after a fault`,
      ].filter((cause) => cause !== false);
      return causes.length > 0 ? `Because ${causes.join(', and ')}.` : 'The ledger shows no single cause.';
    },
    largestLoss: (amount: string, time: string) => `Largest single loss: ${amount} at ${time}.`,
    offline: 'Headroom is not running, or cannot be reached',
    lastKnown: (sentence: string) => `Last known: ${sentence}.`,
    unreadable: 'The figures cannot be read',
    unreadableDetail: 'Headroom itself answers, so requests are still forwarded.',
    waitHint: 'Try again in a moment.',
    /** @param outcome what happened to it, a sentence without a full stop */
    latest: (ago: string, client: string, outcome: string) =>
      `Last request ${ago}, from ${client}: ${outcome.charAt(0).toLowerCase()}${outcome.slice(1)}`,
  },
  setup: {
    title: 'Point an agent here',
    stepByStep: 'Set up your agents step by step',
    lines: 'Or start one with one of these lines and send one message. It appears on this page by itself.',
    demo: 'No key at hand? `headroom demo` replays a session against a built-in provider and prints both bills.',
    anthropicSdks: 'Anthropic SDKs',
    openaiSdks: 'OpenAI SDKs',
  },
  totals: {
    label: 'Totals',
    today: 'Today',
    share: 'Share of the bill',
    tokens: 'Prompt tokens not sent',
    cache: 'Prompt read from cache',
    unpriced: (models: readonly string[], requests: number, formats: Formats) =>
      `Without a known price, and so not in the dollars: ${series(models)} (${formats.count(requests)} requests). Tokens count all the same.`,
    bar: (spent: string, without: string) => `Spent ${spent}, without Headroom ${without}`,
    unknown: 'unknown',
  },
  history: {
    title: 'History',
    measure: 'Measure',
    split: 'Split',
    spans: { day: 'Day', month: 'Month', all: 'All time' },
    measures: { usd: 'Dollars', tokens: 'Tokens' },
    groups: { none: 'Together', client: 'By client', model: 'By model' },
    allTogether: 'All together',
    sinceFirst: 'Since the first request',
    previous: { day: 'Previous day', month: 'Previous month' },
    next: { day: 'Next day', month: 'Next month' },
    chart: { usd: 'Dollars spent and not spent', tokens: 'Prompt tokens sent and not sent' },
    cacheChart: 'Share of the prompt read from the cache',
    nothingRead: 'nothing read',
    picture: { usd: 'Headroom, dollars', tokens: 'Headroom, prompt tokens' },
    showRequests: 'Show these requests',
    table: 'The history in figures',
    when: 'When',
    would: 'Would have been',
    costMore: 'Cost more',
    readFromCache: 'Read from cache',
    legend: {
      spent: { usd: 'Spent', tokens: 'Prompt tokens sent' },
      kept: { usd: 'Not spent', tokens: 'Not sent' },
      more: 'More than without Headroom',
    },
    /** The figures of one bar, as they are read aloud. */
    noRequests: (name: string) => `${name}: no requests`,
    noPrice: (name: string, requests: number) =>
      `${name}: ${countOf(requests, 'request', 'requests')}, no price is known`,
    readSaved: (name: string, spent: string, would: string, saved: string) =>
      `${name}: spent ${spent}, would have been ${would}, ${saved} saved`,
    readLost: (name: string, spent: string, would: string, more: string) =>
      `${name}: spent ${spent}, would have been ${would}, ${more} more than without Headroom`,
  },
};
