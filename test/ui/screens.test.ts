import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { makeEffects } from './fixture-effects.ts';
import { makeLogLines } from './fixture-log.ts';
import { makeConversation, makeRow, makeRows, makeTurnRows } from './fixture-rows.ts';
import { makeUsage, makeVitals, notesReport } from './fixture-studies.ts';
import { usePage } from './page-rig.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rig = usePage();
const now = Date.now();
const turns = makeTurnRows('chat', 34, now - 4000);
const long = `vendor/${'a-very-long-model-name-'.repeat(6)}`;
const odd = makeRow(-1, now, { client: long, model: long, project: long, fault: 'deadline', treatment: 'failed-open' });
const rows = [odd, ...turns, ...makeRows(200, now - 3_000_000)];
const world = {
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
  studies: { usage: makeUsage(now, long), vitals: makeVitals(now, long), notes: notesReport },
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
const pages = [
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
const openDetails = `new Promise((resolve) => {
  for (const each of document.querySelectorAll('[data-page]:not([hidden]) details')) each.open = true;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
})`;

async function show(hash: string, sign: string): Promise<void> {
  await rig.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await rig.page.locator(`[data-page]:not([hidden]) ${sign}`).first().waitFor();
}

describe.each(['light', 'dark'] as const)('every page in %s', (theme) => {
  it('can be used without seeing or pointing, as far as a program can tell', async () => {
    const width = theme === 'light' ? 900 : 1440;
    await rig.open(world, { theme, width });
    await rig.page.evaluate(axe);
    const found: string[] = [];
    for (const [name, hash, sign] of pages) {
      await show(hash, sign);
      const violations = await rig.page.evaluate(
        `axe.run('#app', { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')))`,
      );
      found.push(...(violations as string[]).map((violation) => `${name}: ${violation}`));
      await rig.keepPictures(name, [width]);
      await rig.page.emulateMedia({ colorScheme: theme });
    }
    expect(found).toEqual([]);
    expect(rig.complaints).toEqual([]);
  });
});

// A window of 900 px that is zoomed to 200 % is one of 450 px.
describe.each([
  [360, '100%'],
  [450, '100%'],
  [1600, '200%'],
] as const)('every page at %i px with text at %s', (width, size) => {
  it('fits, whatever the names', async () => {
    await rig.open(world, { width });
    await rig.page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
    const wide: string[] = [];
    for (const [name, hash, sign] of pages) {
      await show(hash, sign);
      await rig.page.evaluate(openDetails);
      const scrollWidth = await rig.page.evaluate('document.documentElement.scrollWidth');
      if (Number(scrollWidth) > width) wide.push(`${name}: ${scrollWidth}`);
      await rig.keepPictures(name, [width]);
    }
    expect(wide).toEqual([]);
  });
});
