import type { ServiceHost, Step } from '../types.ts';

const runKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';

/** Started at logon by the Run key, nothing more. */
export const windowsLogin = {
  id: 'windows-login',
  preset: 'login',
  platform: 'win32',
  scopes: ['user'],
  probe: null,
  hint: 'The registry is part of Windows.',
  // A command of the Run key is at most 260 characters long.
  isBare: true,
  plan({ program, home, port }) {
    const reg = (...args: string[]): Step => ({ launch: { command: 'reg', args } });
    const command = [...program, 'proxy', '--supervised', '--port', String(port), '--home', home]
      .map((part) => `"${part}"`)
      .join(' ');
    const disable = [{ ...reg('delete', runKey, '/v', 'Headroom', '/f'), mayFail: true as const }];
    return {
      files: [],
      enable: [reg('add', runKey, '/v', 'Headroom', '/t', 'REG_SZ', '/d', command, '/f')],
      disable,
      // Nothing of it runs: the key alone is the start.
      unplan: disable,
      forget: [],
      start: [],
      stop: [],
      isActive: { command: 'reg', args: ['query', runKey, '/v', 'Headroom'] },
      isLater: true,
    };
  },
} as const satisfies ServiceHost;
