import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accompany } from '../../../sidecar/window/companion.ts';
import { connectShell } from '../../../sidecar/window/shell-client.ts';
import type { TrayState } from '../../../sidecar/window/types.ts';
import { type FakeShell, startFakeShell } from './fake-shell.ts';

const running: TrayState = { condition: 'running', savedUsd: 1, shadowUsd: 4, problem: null };
const origin = 'http://127.0.0.1:4711';

let fake: FakeShell;
let hasTray = true;
let state: TrayState | Error = running;
let done: Promise<void>;
const links: string[] = [];
const asked: string[] = [];
const told: string[] = [];

beforeEach(async () => {
  hasTray = true;
  state = running;
  for (const list of [links, asked, told]) list.length = 0;
  fake = await startFakeShell();
  const shell = await connectShell({ port: fake.port, token: 't', connectToken: 'c', extensionId: 'x' });
  const note = async (what: string): Promise<void> => void asked.push(what);
  const link = {
    url: 'http://127.0.0.1:8787',
    token: 'api',
    readState: () => (state instanceof Error ? Promise.reject(state) : Promise.resolve(state)),
    pause: () => note('pause'),
    resume: () => note('resume'),
    admit: (from: string) => note(`admit ${from}`),
  };
  const around = {
    hasTrayHost: async () => hasTray,
    openLink: async (url: string) => void links.push(url),
    tell: (message: string) => void told.push(message),
  };
  done = accompany(shell, link, around, { origin, refreshMs: 60_000 });
  await fake.called('os.setTray');
});
afterEach(async () => {
  await fake.close();
  await done;
});

const click = (id: string): void =>
  fake.send({ event: 'trayMenuItemClicked', data: { id, text: '', isChecked: false } });

describe('the companion of the window', () => {
  it('shows the tray, and tells every page that loads where the sidecar is', async () => {
    const { data } = await fake.called('os.setTray');
    expect(data).toMatchObject({ useTemplateIcon: true, icon: '/resources/icons/tray-running.png' });
    fake.send({ event: 'appClientConnect', data: 1 });
    expect((await fake.called('app.broadcast')).data).toEqual({
      event: 'sidecarReady',
      data: { url: 'http://127.0.0.1:8787', token: 'api' },
    });
    expect(asked[0]).toBe(`admit ${origin}`);
  });

  it('puts the window away where a tray brings it back, and ends it where none does', async () => {
    fake.send({ event: 'windowClose', data: null });
    await fake.called('window.hide');
    click('open');
    await fake.called('window.show');
    hasTray = false;
    fake.send({ event: 'windowClose', data: null });
    await fake.called('app.exit');
  });

  it('does what the menu says, and draws the new state', async () => {
    state = { ...running, condition: 'paused' };
    click('pause');
    const { data } = await fake.called('os.setTray', 2);
    expect(asked).toContain('pause');
    expect(data).toMatchObject({ icon: '/resources/icons/tray-paused.png' });
    click('connect');
    expect((await fake.called('app.broadcast')).data).toEqual({ event: 'showPage', data: { page: 'clients' } });
    click('quit');
    await fake.called('app.exit');
  });

  it('opens links outside, and takes nothing else from an event', async () => {
    fake.send({ event: 'newWindowRequest', data: 'https://example.com/a' });
    fake.send({ event: 'newWindowRequest', data: { url: 'https://example.com/b' } });
    fake.send({ event: 'newWindowRequest', data: 7 });
    fake.send({ event: 'trayMenuItemClicked', data: { id: 'format-disk' } });
    fake.send({ event: 'trayMenuItemClicked', data: null });
    click('open');
    await fake.called('window.show');
    expect(links).toEqual(['https://example.com/a', 'https://example.com/b']);
    expect(asked).toEqual([`admit ${origin}`]);
  });

  it('says in the tray that the sidecar is gone', async () => {
    state = new Error('refused');
    click('resume');
    const { data } = await fake.called('os.setTray', 2);
    expect(data).toMatchObject({ icon: '/resources/icons/tray-attention.png' });
  });

  it('lives without a tray, and ends with the window', async () => {
    fake.answer = ({ method }) => (method === 'os.setTray' ? { error: { message: 'no tray' } } : { success: true });
    state = { ...running, condition: 'attention', problem: 'x' };
    click('pause');
    await fake.called('os.setTray', 2);
    fake.die();
    await done;
    expect(told.join()).toContain('no tray');
  });
});
