import { describe, expect, it } from 'vitest';
import { makeNotifyCall, notify } from '../../../sidecar/machine/notify.ts';

const message = { title: 'A "title"', text: "--it's $(gone)" };

describe('makeNotifyCall', () => {
  it('hands the words over as arguments, behind the options', () => {
    const call = makeNotifyCall(message, { DISPLAY: ':0' }, 'linux');
    expect([call?.file, call?.args.slice(-3)]).toEqual(['notify-send', ['--', message.title, message.text]]);
    expect(makeNotifyCall(message, {}, 'darwin')?.args.slice(-2)).toEqual([message.title, message.text]);
  });

  it('hands them to PowerShell as variables: no word is ever part of a script', () => {
    const call = makeNotifyCall(message, {}, 'win32');
    expect(call?.env).toEqual({ HEADROOM_TITLE: message.title, HEADROOM_TEXT: message.text });
    expect(call?.args.join()).not.toContain('gone');
  });

  it('does nothing where there is no desktop', () => {
    expect(makeNotifyCall(message, {}, 'linux')).toBeNull();
    expect(makeNotifyCall(message, { DISPLAY: ':0' }, 'aix')).toBeNull();
  });
});

it('says that it could not be shown, and throws nothing', async (context) => {
  context.skip(process.platform === 'darwin' || process.platform === 'win32', 'a message would be shown here');
  expect(await notify(message, { DISPLAY: ':0', PATH: '/nowhere' })).toBe(false);
});
