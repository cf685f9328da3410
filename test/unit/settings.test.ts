import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../sidecar/contract/errors.ts';
import { resolveSettings } from '../../sidecar/settings.ts';

const home = { HOME: '/home/u' };
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.hint ? 'hint' : ''}` : 'defect';
  }
  return 'none';
};

describe('resolveSettings', () => {
  it('has defaults for everything', () => {
    expect(resolveSettings({}, home)).toMatchObject({
      ...{ host: '127.0.0.1', port: 8787, mode: 'cache', optimise: true, holdoutPercent: 0, stateless: false },
      ...{ proxyToken: null, home: '/home/u/.headroom' },
      upstreams: {
        anthropic: 'https://api.anthropic.com',
        openai: 'https://api.openai.com',
        google: 'https://generativelanguage.googleapis.com',
        chatgpt: 'https://chatgpt.com',
      },
    });
  });

  it('prefers flags to the environment, and the environment to defaults', () => {
    const env = {
      ...home,
      ...{ HEADROOM_PORT: '9000', HEADROOM_MODE: 'token', HEADROOM_HOLDOUT: '5', HEADROOM_STATELESS: 'yes' },
      ...{ ANTHROPIC_TARGET_API_URL: 'http://a/x/', OPENAI_TARGET_API_URL: 'https://o', HEADROOM_HOME: '/srv/h' },
    };
    expect(resolveSettings({}, env)).toMatchObject({
      ...{ port: 9000, mode: 'token', holdoutPercent: 5, stateless: true, home: '/srv/h' },
      upstreams: { anthropic: 'http://a/x', openai: 'https://o' },
    });
    const flags = { port: '1234', mode: 'cache', holdout: 2.5, 'anthropic-api-url': 'http://b', optimize: false };
    expect(resolveSettings(flags, env)).toMatchObject({
      ...{ port: 1234, mode: 'cache', holdoutPercent: 2.5, optimise: false, upstreams: { anthropic: 'http://b' } },
    });
  });

  it('takes a blank variable for none', () => {
    expect(resolveSettings({}, { ...home, HEADROOM_PORT: ' ', HEADROOM_MODE: '' })).toMatchObject({
      port: 8787,
      mode: 'cache',
    });
  });

  it.each(['cache_mode', 'cost_savings', 'TOKEN', 'token_headroom'])('understands the peer’s mode %s', (mode) => {
    expect(resolveSettings({ mode }, home).mode).toBe(mode.toLowerCase().includes('token') ? 'token' : 'cache');
  });

  it.each([
    [{ port: '65536' }, 'port.invalid hint'],
    [{ port: 'x' }, 'port.invalid hint'],
    [{ port: '-1' }, 'port.invalid hint'],
    [{ mode: 'constructor' }, 'settings.invalid hint'],
    [{ holdout: '101' }, 'settings.invalid hint'],
    [{ holdout: 'half' }, 'settings.invalid hint'],
    [{ host: '0.0.0.0' }, 'settings.invalid hint'],
    [{ host: '::' }, 'settings.invalid hint'],
    [{ 'anthropic-api-url': 'api.example.com' }, 'settings.invalid hint'],
    [{ 'anthropic-api-url': 'ftp://x' }, 'settings.invalid hint'],
    [{ 'openai-api-url': 'https://x/?key=1' }, 'settings.invalid hint'],
    [{ 'openai-api-url': 'http://localhost:8787/v1' }, 'settings.invalid hint'],
  ])('refuses %o', (flags, code) => {
    expect(codeOf(() => resolveSettings(flags, home))).toBe(code);
  });

  it('refuses a switch that is neither on nor off', () => {
    expect(codeOf(() => resolveSettings({}, { ...home, HEADROOM_STATELESS: 'maybe' }))).toBe('settings.invalid hint');
  });

  it('listens beyond loopback with a token', () => {
    expect(resolveSettings({ host: '0.0.0.0' }, { ...home, HEADROOM_PROXY_TOKEN: 't' })).toMatchObject({
      proxyToken: 't',
    });
  });

  it('lays flags over the environment over settings.json over defaults, and says which it was', () => {
    const own = mkdtempSync(join(tmpdir(), 'headroom-settings-'));
    try {
      const kept = {
        mode: 'token',
        optimise: false,
        holdoutPercent: 7,
        breakpoints: 'no',
        upstreams: { openai: 'https://o/' },
      };
      writeFileSync(join(own, 'settings.json'), JSON.stringify({ version: 1, ...kept }));
      const file = { by: 'file', name: 'settings.json' };
      const plain = resolveSettings({ home: own }, {});
      expect(plain).toMatchObject({ mode: 'token', optimise: false, passThrough: false, holdoutPercent: 7 });
      expect(plain).toMatchObject({ breakpoints: true, upstreams: { openai: 'https://o' } });
      expect(plain.problems).toEqual(['breakpoints in settings.json is not used. It must be true or false.']);
      expect(plain.given).toEqual({ mode: file, optimise: file, holdoutPercent: file, 'upstreams.openai': file });
      const given = resolveSettings({ mode: 'cache', optimize: true }, { HEADROOM_HOME: own, HEADROOM_HOLDOUT: '1' });
      expect(given).toMatchObject({ mode: 'cache', optimise: true, holdoutPercent: 1 });
      expect(given.given).toMatchObject({
        mode: { by: 'flag', name: '--mode' },
        optimise: { by: 'flag', name: '--optimize' },
        holdoutPercent: { by: 'environment', name: 'HEADROOM_HOLDOUT' },
      });
      expect(resolveSettings({ home: own, stateless: true }, {})).toMatchObject({ mode: 'cache', given: {} });
      writeFileSync(join(own, 'settings.json'), '{');
      expect(resolveSettings({ home: own }, {})).toMatchObject({
        mode: 'cache',
        given: {},
        problems: [expect.any(String)],
      });
    } finally {
      rmSync(own, { recursive: true, force: true, maxRetries: 9 });
    }
  });

  it('passes everything through when a flag or variable says so, but not when the file does', () => {
    expect(resolveSettings({ optimize: false }, home)).toMatchObject({ optimise: false, passThrough: true });
    expect(resolveSettings({}, { ...home, HEADROOM_OPTIMIZE: '0' })).toMatchObject({ passThrough: true });
  });

  it('takes an updates URL only where nobody on the way can change what it says', () => {
    const urlOf = (text: string) => resolveSettings({ 'updates-url': text }, home).updatesUrl;
    expect(resolveSettings({}, home)).toMatchObject({ updatesUrl: null, updates: 'off' });
    const given = { ...home, HEADROOM_UPDATES_URL: 'https://a.example/releases.json?for=team' };
    expect(resolveSettings({}, given).updatesUrl).toBe('https://a.example/releases.json?for=team');
    expect(urlOf('http://127.0.0.1:9/r.json')).toBe('http://127.0.0.1:9/r.json');
    // Given as nothing there is none, whatever stands behind it.
    expect([urlOf(' '), resolveSettings({ 'updates-url': 'none' }, given).updatesUrl]).toEqual([null, null]);
    for (const text of [
      'http://a.example',
      'file:///etc',
      'a.example',
      'https://u:p@a.example',
      'https://a.example/#x',
    ]) {
      expect(() => urlOf(text), text).toThrow('updates URL');
    }
  });

  it('takes an account URL only where a token is safe on its way', () => {
    const urlOf = (text: string) => resolveSettings({ 'account-url': text }, home).accountUrl;
    expect(resolveSettings({}, home).accountUrl).toBeNull();
    expect(resolveSettings({}, { ...home, HEADROOM_ACCOUNT_URL: 'https://a.example/team/' }).accountUrl).toBe(
      'https://a.example/team',
    );
    expect(urlOf('http://127.0.0.1:9/')).toBe('http://127.0.0.1:9');
    for (const text of [
      'http://a.example',
      'ftp://a.example',
      'a.example',
      'https://u:p@a.example',
      'https://a.example/?x',
    ])
      expect(codeOf(() => urlOf(text))).toBe('settings.invalid hint');
  });
});
