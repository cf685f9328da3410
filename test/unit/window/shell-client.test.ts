import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectShell } from '../../../sidecar/window/shell-client.ts';
import type { Shell, ShellEvent } from '../../../sidecar/window/types.ts';
import { type FakeShell, startFakeShell } from './fake-shell.ts';

let fake: FakeShell;
let shell: Shell;
beforeEach(async () => {
  fake = await startFakeShell();
  shell = await connectShell({ port: fake.port, token: 'secret', connectToken: 'c&d', extensionId: 'x.y' });
});
afterEach(() => fake.close());

describe('connectShell', () => {
  it('introduces itself, and carries the token in every call', async () => {
    expect(fake.urls).toEqual(['/?extensionId=x.y&connectToken=c%26d']);
    await shell.show();
    await shell.setTitle('Headroom');
    expect(fake.calls.map(({ method, accessToken, data }) => [method, accessToken, data])).toEqual([
      ['window.show', 'secret', {}],
      ['window.focus', 'secret', {}],
      ['window.setTitle', 'secret', { title: 'Headroom' }],
    ]);
  });

  it('tells what the shell refuses', async () => {
    fake.answer = () => ({ error: { code: 'NE_OS_TRAYIER', message: 'Unable to initialize the tray' } });
    await expect(shell.hide()).rejects.toMatchObject({
      code: 'window.refused',
      message: expect.stringContaining('Unable to initialize the tray'),
    });
  });

  it('hands events on and passes over what it does not know', async () => {
    const events: ShellEvent[] = [];
    const got = new Promise<void>((resolve) =>
      shell.onEvent((event) => {
        events.push(event);
        resolve();
      }),
    );
    fake.sendRaw('no json');
    fake.send({ id: 'nobody asked', method: 'x', data: {} });
    fake.send({ event: 'windowClose', data: null });
    await got;
    expect(events).toEqual([{ name: 'windowClose', data: null }]);
  });

  it('keeps what comes before anybody listens: a window may be closed while its sidecar starts', async () => {
    fake.send({ event: 'windowClose', data: null });
    // The answer to a call comes behind the event.
    await shell.show();
    const events: ShellEvent[] = [];
    shell.onEvent((event) => events.push(event));
    expect(events).toEqual([{ name: 'windowClose', data: null }]);
    shell.onEvent((event) => events.push(event));
    expect(events).toHaveLength(1);
  });

  it('fails every call that is open when the window dies, and every later one', async () => {
    fake.answer = () => undefined;
    const open = shell.hide();
    await fake.called('window.hide');
    fake.die();
    await expect(open).rejects.toMatchObject({ code: 'window.unreachable' });
    await shell.whenGone;
    await expect(shell.hide()).rejects.toMatchObject({ code: 'window.unreachable' });
  });

  it('says so when there is no window', async () => {
    await fake.close();
    const info = { port: fake.port, token: 't', connectToken: 'c', extensionId: 'x' };
    await expect(connectShell(info)).rejects.toMatchObject({ code: 'window.unreachable' });
  });
});
