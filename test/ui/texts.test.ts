import { describe, expect, it } from 'vitest';
import { texts } from '../../app/texts/index.ts';
import { makePseudoSentence } from '../../app/texts/pseudo.ts';
import type { Account } from '../../sidecar/contract/account.ts';
import { type Read, readPseudo } from './bare-texts.ts';
import { openDetails, pages, world } from './fixture-screens.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const hash = '?language=pseudo#/';
const shown = '[data-page]:not([hidden])';

const signedOut: Account = {
  ...{ url: 'https://account.example.com', state: 'signed-out', signedInAt: null, signIn: null, problem: null },
  keptIn: { name: 'the keyring of the desktop', path: null },
};

/** Sentences of the sidecar in this world, word for word: they are English in every language. */
const told: readonly string[] = [
  ...world.findings.flatMap(({ message, hint }) => [message, hint ?? '']),
  ...world.changes.map(({ what }) => what),
  ...world.insights.flatMap(({ title, action, evidence }) => [title, action, ...evidence]),
  ...world.log.map(({ text }) => text),
  'Its base URL was changed since.',
  'Connect it again, or leave it.',
  '`src/cart.ts` does not exist; the file is `lib/cart.ts`.',
  '2 lines of transcripts are not JSON and were left out.',
  'index.crates.io cannot be reached; 3 dependencies not looked up.',
  'Shortens what commands print.',
  'This computer has no desktop to log in to.',
  'where it sends its requests',
  'Start it anew: it reads its settings once.',
  'Sums stay.',
  'the task',
  'There is no such exchange.',
  'GET /api/v1/openapi.json lists what there is.',
  'The ledger is locked by another program.',
  'Close other copies of Headroom, then try again.',
];

async function go(address: string, sign: string): Promise<void> {
  await rig.page.evaluate(`location.hash = ${JSON.stringify(address)}`);
  await rig.page.locator(`${shown} ${sign}`).first().waitFor();
}

/** What is wrong with what is shown, each line with the name of the place. */
async function complain(name: string): Promise<readonly string[]> {
  await rig.page.evaluate(openDetails);
  const { bare, wide }: Read = await readPseudo(rig.page, told);
  await rig.keepPictures(`pseudo-${name}`, [360]);
  return [...bare.map((text) => `${name}, not ours: ${text}`), ...wide.map((text) => `${name}, too wide: ${text}`)];
}

describe('in a language that is longer than English, at 360 px', () => {
  it('every page says only what stands in the catalogue, and all of it fits', async () => {
    await rig.open(world, { width: 360, hash });
    const found: string[] = [];
    for (const [name, address, sign] of pages) {
      await go(address, sign);
      found.push(...(await complain(name)));
    }
    expect(found).toEqual([]);
  });

  it('so does what is opened on them', async () => {
    await rig.open(world, { width: 360, hash });
    const found: string[] = [];
    const press = (name: string) =>
      rig.page
        .locator(`${shown} button:visible`, { hasText: makePseudoSentence(name) })
        .first()
        .click();
    await go('#/clients', 'li.client');
    await press(texts().clients.actions.disconnect);
    await rig.page.locator('.rehearsal .row').waitFor();
    found.push(...(await complain('rehearsal')));
    await go('#/settings', '.price-table');
    await rig.page.locator('.price-table .link-button').first().click();
    await press(texts().settings.data.deleteAsk);
    await rig.page.locator('button[data-kind="grave"]').waitFor();
    found.push(...(await complain('price')));
    await go('#/uninstall', '.change-list li');
    await press(texts().changes.uninstall.remove);
    found.push(...(await complain('removal')));
    await go('#/welcome', '.change-list li');
    await press(texts().welcome.demo.run);
    await rig.page.locator(`${shown} [role="alert"], ${shown} .plain-table`).first().waitFor();
    found.push(...(await complain('demo')));
    await press(texts().welcome.steps.pick);
    await rig.page.locator(`${shown} .pick`).first().waitFor();
    found.push(...(await complain('pick')));
    await press(texts().welcome.pick.goOn);
    await rig.page.locator(`${shown} details`).waitFor();
    found.push(...(await complain('try')));
    await press(texts().welcome.try.goOn);
    await press(texts().welcome.done.wait);
    await press(texts().welcome.try.goOn);
    found.push(...(await complain('done')));
    await go(`#/exchanges/${world.rows[1]?.id}`, '.segment');
    await rig.page.locator(`${shown} .segment-head`).first().click();
    await rig.page.locator(`${shown} .segment-note, ${shown} .panes`).first().waitFor();
    found.push(...(await complain('segment')));
    expect(found).toEqual([]);
  });

  it.each([
    ['empty', {}],
    ['unreadable', { rows: world.rows, isLocked: true }],
  ] as const)('so do pages that are %s', async (state, changed) => {
    await rig.open({ ...changed, account: signedOut }, { width: 360, hash });
    const found: string[] = [];
    // Twice: what was asked for the first time is answered by then.
    for (const [, address] of pages) await go(address, 'h1');
    for (const [name, address] of pages) {
      await go(address, 'h1');
      found.push(...(await complain(`${state}-${name}`)));
    }
    await rig.fixture.stop();
    await rig.page.locator('.live[data-state="offline"]').waitFor();
    for (const address of ['#/', '#/health', '#/welcome']) {
      await go(address, 'h1');
      found.push(...(await complain(`${state}-offline`)));
    }
    expect(found).toEqual([]);
  });

  it('is nothing that can be chosen', async () => {
    await rig.open(world, { width: 360, hash: '?language=pseudo#/settings' });
    const menu = rig.page.getByRole('combobox', { name: makePseudoSentence(texts().settings.look.language) });
    const system = makePseudoSentence(texts().settings.look.asSystem);
    await expect.poll(() => menu.locator('option').allInnerTexts()).toEqual([system, 'English']);
  });
});

it('a text that is in no catalogue is found', async () => {
  await rig.open(world, { width: 360 });
  await rig.page.locator('.chart canvas').first().waitFor();
  const { bare } = await readPseudo(rig.page, told);
  expect(bare).toEqual(expect.arrayContaining(['Activity', 'History', 'Pages']));
});
