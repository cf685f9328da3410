import { describe, expect, it } from 'vitest';
import { parseConnectInfo } from '../../../sidecar/window/connect-info.ts';

const told = { nlPort: '43137', nlToken: 'a.b', nlConnectToken: 'b', nlExtensionId: 'dev.headroom.desktop.sidecar' };

describe('parseConnectInfo', () => {
  it('reads what the shell writes, whose port is a text', () => {
    expect(parseConnectInfo(JSON.stringify(told))).toEqual({
      port: 43137,
      token: 'a.b',
      connectToken: 'b',
      extensionId: told.nlExtensionId,
    });
  });

  it.each([
    '',
    'no json',
    '[]',
    'null',
    '{}',
    JSON.stringify({ ...told, nlPort: 'x' }),
    JSON.stringify({ ...told, nlToken: '' }),
  ])('tells a person who starts it by hand where to go: %s', (text) => {
    expect(() => parseConnectInfo(text)).toThrow(
      expect.objectContaining({ code: 'window.not-started-by-shell', hint: expect.stringContaining('headroom start') }),
    );
  });
});
