import { makeEffects } from './fixture-effects.ts';
import { makeLogLines } from './fixture-log.ts';
import { makeConversation, makeRow, makeRows, makeTurnRows } from './fixture-rows.ts';
import { makeAsked, makeUsage, makeVitals, notesReport } from './fixture-studies.ts';

const now = Date.now();
const turns = makeTurnRows('chat', 34, now - 4000);
export const long = `vendor/${'a-very-long-model-name-'.repeat(6)}`;
const odd = makeRow(-1, now, { client: long, model: long, project: long, fault: 'deadline', treatment: 'failed-open' });
const rows = [odd, ...turns, ...makeRows(200, now - 3_000_000)];
/** A world in which every page has something to show, and names are as long as they come. */
export const world = {
  rows,
  conversations: [makeConversation('chat', turns), makeConversation('odd', [odd])],
  findings: [
    { check: 'node', level: 'ok', message: 'Node runs Headroom.', hint: null },
    { check: 'upstreams', level: 'warning', message: 'One upstream does not answer.', hint: 'Look at the network.' },
    { check: 'disk', level: 'broken', message: `The disk of ${long} is full.`, hint: 'Free some space.' },
  ],
  changes: [
    {
      kind: 'client',
      what: 'Codex goes through Headroom.',
      paths: ['~/.codex/config.toml'],
      exists: true,
      bytes: null,
    },
    { kind: 'process', what: 'Headroom runs as process 4711.', paths: [], exists: true, bytes: null },
    { kind: 'data', what: 'The ledger.', paths: [`/home/${long}/.headroom/ledger.db`], exists: true, bytes: 1_234_567 },
  ],
  studies: { usage: makeUsage(now, long), vitals: makeAsked(makeVitals(now, long)), notes: notesReport },
  account: {
    url: `https://${'a-long-name.'.repeat(4)}example.com`,
    state: 'signed-in',
    signedInAt: now,
    keptIn: { name: 'a file that only you can read', path: `/home/${long}/token` },
    signIn: null,
    problem: null,
  },
  plan: {
    ...{ account: `ann@${long}`, plan: 'Team', renewsAt: now, manageUrl: 'https://account.example.com/plan' },
    usage: [{ name: long, used: 12_345, limit: 20_000, unit: 'requests', resetsAt: now }],
  },
  log: [{ ...makeLogLines(1)[0]!, id: 'b-7-1', text: `${long} answered 500` }, ...makeLogLines(20)],
  effects: makeEffects(),
  suspensions: [{ compressor: 'log', conversations: 2, lastAt: now }],
  insights: [
    {
      rule: 'breaks',
      title: 'Pauses cost the cache 12 times',
      evidence: ['12 pauses longer than 5 minutes'],
      gain: { usd: 1.2, tokens: 400_000 },
      action: 'Send the next message sooner, or let the agent use the one-hour cache.',
    },
  ],
} as const;

/** Address and a sign that the page is there. */
export const pages = [
  ['home', '#/', '.chart canvas'],
  ['activity', '#/activity', 'a.row-link'],
  ['exchange', `#/exchanges/${turns[0]?.id}`, '.segment'],
  ['conversations', '#/conversations', 'a.row-link'],
  ['conversation', '#/conversations/chat', '.chart canvas'],
  ['clients', '#/clients', 'li.client'],
  ['welcome', '#/welcome', '.change-list li'],
  ['optimise', '#/optimise', 'li.card'],
  ['compressors', '#/optimise?part=compressors', '.effects input'],
  ['notes', '#/optimise?part=notes', '.diff'],
  ['vitals', '#/optimise?part=vitals', '.vitals-line'],
  ['usage', '#/optimise?part=usage', '.usage-table tbody tr'],
  ['health', '#/health', '.log .what'],
  ['account', '#/account', '.usage li'],
  ['settings', '#/settings', '.setting-lines dt'],
  ['uninstall', '#/uninstall', '.change-list li'],
] as const;

/** Opens all that can be opened on the page; settles once it is drawn. */
export const openDetails = `new Promise((resolve) => {
  for (const each of document.querySelectorAll('[data-page]:not([hidden]) details')) each.open = true;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
})`;
