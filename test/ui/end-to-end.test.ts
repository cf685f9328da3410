import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { root } from '../../scripts/lib/project.ts';
import { buildUi } from '../../scripts/lib/ui.ts';
import { type Provider, startProvider } from '../sidecar/provider.ts';
import { makeTurn } from '../sidecar/support/agent-turns.ts';
import { type ConnectedHome, makeConnectedHome } from '../sidecar/support/connected-home.ts';
import { type Running, startNode, until } from '../sidecar/support/run-process.ts';
import { cleanUp, endAll } from '../sidecar/support/sidecar-process.ts';
import { usePage } from './page-rig.ts';

/** The page in a browser, over a sidecar as a user starts it, over a provider on this computer. */
const rig = usePage({ isBuilt: false });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bin = join(root, 'sidecar/cli/headroom.mjs');
const usage = { input_tokens: 5000, output_tokens: 20, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
const answer = JSON.stringify({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', stop_reason: 'end_turn' },
  ...{ content: [{ type: 'text', text: 'One is.' }], usage },
});
const widths = [360, 900, 1440];
const started = new Set<Running>();
let provider: Provider;
let user: ConnectedHome;
let url = '';

beforeAll(async () => {
  if (findBrowser() !== null && !(await buildUi())) throw new Error('The page was not built; the lines above say why.');
}, 60_000);
beforeEach(async () => {
  provider = await startProvider((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  user = makeConnectedHome(provider.url);
  url = await start();
});
afterEach(async () => {
  await endAll(started, user.home);
  await cleanUp();
  await provider.close();
});

async function start(port = '0'): Promise<string> {
  const running = startNode([bin, 'proxy', '--port', port], { env: user.env });
  started.add(running);
  return (await running.waitFor(/http:\/\/127\.0\.0\.1:\d+/))[0];
}

/** One turn of Claude Code, sent to where its settings lead. */
async function ask(turns: number): Promise<number> {
  const [base] = user.leads();
  const response = await fetch(`${base ?? provider.url}/v1/messages`, {
    method: 'POST',
    body: makeTurn(turns),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'claude-cli/2.1.329 (external, cli)',
      'x-api-key': 'k',
    },
  });
  await response.arrayBuffer();
  return response.status;
}

/** Goes on by Tab alone until something with this name has the focus; whatever has it on the way can be seen to. */
async function tabTo(name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.at(-1) !== name) {
    await rig.page.keyboard.press('Tab');
    const [text, style] = (await rig.page.evaluate(
      `[document.activeElement.innerText?.trim() ?? '', getComputedStyle(document.activeElement).outlineStyle]`,
    )) as [string, string];
    if (passed.length > 60) throw new Error(`Tab does not lead to ${name}, but to ${passed.join(', ')}`);
    if (style === 'none') throw new Error(`The focus cannot be seen at ${text}`);
    passed.push(text);
  }
}

/** The longest transition of anything on the page, in seconds. */
const longestMove = () =>
  rig.page.evaluate(
    `Math.max(...[...document.querySelectorAll('*')].map((each) => parseFloat(getComputedStyle(each).transitionDuration)))`,
  );

const button = (name: string | RegExp) => rig.page.getByRole('button', { name });
const heading = (name: string | RegExp) => rig.page.getByRole('heading', { name });
const card = (name: string) => rig.page.locator('li.client').filter({ has: heading(name) });
/** What axe finds on the page as it stands. */
async function audit(): Promise<unknown> {
  await rig.page.evaluate(axe);
  return rig.page.evaluate(
    `axe.run('#app', { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))`,
  );
}

describe('the app over a real sidecar', () => {
  it('leads from the first minute to the first saving, then shows traffic as it comes', async () => {
    await rig.visit(url, { hash: '#/welcome' });
    await heading('Headroom lowers the bill of your agents').waitFor();
    await heading('If you pick them: settings of your agents').waitFor();
    for (const text of ['~/.claude/settings.json', '~/.codex/config.toml', join(user.home, 'token')])
      await rig.page.getByText(text, { exact: true }).waitFor();
    expect(await audit()).toEqual([]);
    await button('Pick agents').click();
    await rig.page.getByText('These files will be changed:').waitFor();
    expect(await rig.page.locator('.diff-line[data-kind="came"]').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining(url)]),
    );
    expect(await audit()).toEqual([]);
    await rig.keepPictures('welcome-pick', widths);
    await button('Connect 2 agents').click();
    await rig.page.getByText('Claude Code: waiting for its first request').waitFor();
    expect(user.state(url)).toBe('connected');
    await rig.page.reload();
    await heading('Send one message').waitFor();
    await rig.page.getByText('Claude Code: waiting for its first request').waitFor();
    // The page looks at traffic from the moment that it is connected.
    await rig.page.locator('.live[data-state="running"]').waitFor();
    expect(await ask(2)).toBe(200);
    await rig.page.getByText('Claude Code: seen, it goes through Headroom').waitFor();
    await rig.keepPictures('welcome-try', widths);
    expect(await audit()).toEqual([]);
    await button('Done').click();
    await button('Go to Home').click();
    await heading(/^Saving/).waitFor();
    expect(await audit()).toEqual([]);
    await rig.page.getByRole('link', { name: 'Activity', exact: true }).click();
    await rig.page.locator('a.row-link').first().waitFor();
    await ask(3);
    await rig.page.locator('a.row-link').nth(1).waitFor();
    await rig.page.locator('a.row-link').first().click();
    await rig.page.locator('.segment').first().waitFor();
    expect(await audit()).toEqual([]);
    await rig.page.evaluate(`location.hash = '#/optimise?part=compressors'`);
    await heading(/tokens taken out of/).waitFor();
    await rig.page
      .getByText(/ shortened by \d+%/)
      .first()
      .waitFor();
    expect(await audit()).toEqual([]);
    expect(rig.complaints).toEqual([]);
  });

  it('can be gone through by keyboard alone, and without motion', async () => {
    await rig.visit(url, { hash: '#/welcome' });
    await heading('If you pick them: settings of your agents').waitFor();
    await tabTo('Pick agents');
    await rig.page.keyboard.press('Enter');
    await button('Connect 2 agents').waitFor();
    expect(await rig.page.evaluate('document.activeElement.innerText')).toBe('Which agents shall go through Headroom?');
    await tabTo('Connect 2 agents');
    await rig.page.keyboard.press('Enter');
    await rig.page.getByText('Claude Code: waiting for its first request').waitFor();
    await tabTo('Go on without');
    await rig.page.keyboard.press('Enter');
    await heading('Nothing has come through yet').waitFor();
    await rig.keepPictures('welcome-done', widths);
    await tabTo('Wait for a message');
    await rig.page.keyboard.press('Enter');
    await rig.page.locator('.live[data-state="running"]').waitFor();
    await ask(1);
    await button('Done').waitFor();
    await tabTo('Done');
    await rig.page.keyboard.press('Enter');
    await heading('It works').waitFor();
    await tabTo('Go to Home');
    expect(await longestMove()).toBe(0);
    await rig.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await longestMove()).toBeGreaterThan(0);
    await rig.page.keyboard.press('Enter');
    await rig.page.getByRole('link', { name: /^Last request now/ }).waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('pauses and resumes all agents; paused ones work without Headroom', async () => {
    await user.connect(url);
    await rig.visit(url, { hash: '#/clients' });
    await button('Pause all').click();
    await rig.page.getByText('Claude Code is paused.').waitFor();
    expect(user.state()).toBe('own');
    expect(await ask(1)).toBe(200);
    await button('Resume all').click();
    await rig.page.getByText('Claude Code is connected again.').waitFor();
    expect(user.state(url)).toBe('connected');
    expect(rig.complaints).toEqual([]);
  });

  it('shows a conflict, and takes back only what is its own', async () => {
    await user.connect(url);
    const file = join(user.userHome, '.claude', 'settings.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/http:\/\/127\.0\.0\.1:\d+/, 'https://gateway.example'));
    await rig.visit(url, { hash: '#/clients' });
    await heading('One agent needs a decision').waitFor();
    expect(await card('Claude Code').getAttribute('data-state')).toBe('conflict');
    expect(await audit()).toEqual([]);
    await card('Claude Code')
      .getByRole('button', { name: /^Leave it alone/ })
      .click();
    await button(/^(Leave it alone|Disconnect) Claude Code$/)
      .last()
      .click();
    await rig.page.getByText('Claude Code is no longer connected.').waitFor();
    const text = readFileSync(file, 'utf8');
    expect([text.includes('https://gateway.example'), text.includes('127.0.0.1')]).toEqual([true, false]);
    expect(text).not.toContain('ENABLE_TOOL_SEARCH');
  });

  it('says that Headroom does not run, and goes on by itself when it does', async (context) => {
    context.skip(process.platform === 'win32', 'Windows has no kill that nobody can catch');
    await user.connect(url);
    await ask(1);
    await rig.visit(url);
    await rig.page.locator('.live[data-state="running"]').waitFor();
    const [running] = started;
    running?.child.kill('SIGKILL');
    await running?.exited;
    await rig.page.locator('.live[data-state="offline"]').waitFor();
    await rig.page
      .getByText(/^Start it with headroom start/)
      .first()
      .waitFor();
    await rig.keepPictures('home-offline', widths);
    expect(await audit()).toEqual([]);
    await until(async () => (await start(new URL(url).port).catch(() => '')) === url);
    await rig.page.locator('.live[data-state="running"]').waitFor();
    await user.connect(url);
    await ask(2);
    await rig.page.getByRole('link', { name: /^Last request now, from Claude Code/ }).waitFor();
  });

  it('says that its token is out of date, and reads the new one when it is loaded again', async (context) => {
    context.skip(process.platform === 'win32', 'Windows has no kill that nobody can catch');
    await rig.visit(url, { hash: '#/welcome' });
    await rig.page.locator('.live[data-state="running"]').waitFor();
    const [running] = started;
    running?.child.kill('SIGKILL');
    await running?.exited;
    rmSync(join(user.home, 'token'));
    await until(async () => (await start(new URL(url).port).catch(() => '')) === url);
    await rig.page.locator('.live[data-state="unauthorised"]').waitFor();
    await rig.keepPictures('welcome-unauthorised', widths);
    expect(await audit()).toEqual([]);
    await button('Reload').click();
    await rig.page.locator('.live[data-state="running"]').waitFor();
    await heading('If you pick them: settings of your agents').waitFor();
  });

  it('shows what failed when the provider is down', async () => {
    await user.connect(url);
    await rig.visit(url, { hash: '#/activity' });
    await rig.page.locator('.live[data-state="running"]').waitFor();
    await provider.close();
    expect(await ask(1)).toBe(502);
    const row = rig.page.locator('a.row-link').first();
    await row.waitFor();
    await row.click();
    await rig.page
      .locator('[data-page]:not([hidden])')
      .getByText('The provider could not be reached')
      .first()
      .waitFor();
    expect(await audit()).toEqual([]);
  });

  it('takes everything back, and says what it did', async () => {
    await user.connect(url);
    await rig.visit(url, { hash: '#/uninstall' });
    await rig.page.getByText('Claude Code goes through Headroom.').waitFor();
    await button('Remove Headroom …').click();
    await button('Yes, remove it').click();
    await heading('Your agents are on their own again').waitFor();
    await rig.keepPictures('uninstall-done', widths);
    expect(await audit()).toEqual([]);
    expect(user.state()).toBe('own');
    const [running] = started;
    await running?.exited;
  });
});
