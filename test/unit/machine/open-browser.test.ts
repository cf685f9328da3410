import { describe, expect, it } from 'vitest';
import { findBrowser, openBrowser } from '../../../sidecar/machine/open-browser.ts';

const url = 'http://127.0.0.1:8787/';

describe('findBrowser', () => {
  it('needs somebody who sees it', () => {
    expect(findBrowser(url, {}, 'linux')).toBeNull();
    expect(findBrowser(url, { DISPLAY: ':0' }, 'linux')?.command).toBe('xdg-open');
    expect(findBrowser(url, { WAYLAND_DISPLAY: 'wayland-0' }, 'linux')?.command).toBe('xdg-open');
    expect(findBrowser(url, { DISPLAY: ':0', CI: 'true' }, 'linux')).toBeNull();
    expect(findBrowser(url, {}, 'darwin')?.command).toBe('open');
    expect(findBrowser(url, { SSH_CONNECTION: 'x' }, 'darwin')).toBeNull();
    expect(findBrowser(url, {}, 'win32')?.args).toEqual(['url.dll,FileProtocolHandler', url]);
  });

  it('hands the address over as one argument and opens web pages only', () => {
    const odd = 'http://127.0.0.1:1/?q=$(touch x)`id`;%20"';
    expect(findBrowser(odd, { DISPLAY: ':0' }, 'linux')?.args).toEqual([new URL(odd).href]);
    for (const other of ['file:///etc/passwd', 'javascript:alert(1)', 'x']) {
      expect(() => findBrowser(other, { DISPLAY: ':0' }, 'linux')).toThrow(TypeError);
    }
  });
});

describe('openBrowser', () => {
  it('says when the program is missing, and that it started when it did', async () => {
    expect(await openBrowser({ command: 'no-such-browser-anywhere', args: [url] })).toBe(false);
    expect(await openBrowser({ command: process.execPath, args: ['-e', '0'] })).toBe(true);
  });
});
