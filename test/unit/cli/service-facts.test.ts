import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/lib/project.ts';
import { listWithheld, makeServiceFacts } from '../../../sidecar/cli/service-facts.ts';
import { providers } from '../../../sidecar/providers/index.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

/** The variables that a service carries out of such an environment. */
function carry(env: Record<string, string>): Readonly<Record<string, string>> {
  const io = { env } as unknown as Parameters<typeof makeServiceFacts>[1];
  return makeServiceFacts(resolveSettings({ home: '/h' }, {}), io, { scope: 'user', version: '1' }).env;
}

describe('the environment of a service', () => {
  it('has every setting of the proxy; its secret is named instead, home and port are its own', () => {
    const source = readFileSync(join(root, 'sidecar/settings.ts'), 'utf8');
    const known = new Set(source.match(/HEADROOM_[A-Z_]*[A-Z]/g));
    expect(known.size).toBeGreaterThan(10);
    const names = [...known, ...providers.map(({ env }) => env)];
    const env = Object.fromEntries(names.map((name) => [name, 'x']));
    const lacking = names.filter((name) => carry(env)[name] !== 'x');
    expect(lacking.sort()).toEqual(['HEADROOM_HOME', 'HEADROOM_PORT', 'HEADROOM_PROXY_TOKEN']);
    expect(listWithheld(env)).toEqual(['HEADROOM_PROXY_TOKEN']);
  });

  it('says that no address of releases is wanted, for one may be packed in', () => {
    expect(carry({ HEADROOM_UPDATES_URL: '', HTTPS_PROXY: '' })).toEqual({
      HEADROOM_HOME: '/h',
      HEADROOM_UPDATES_URL: '',
    });
  });

  it('knows where clients and shells keep their settings', () => {
    const env = {
      CODEX_HOME: '/c',
      GEMINI_CLI_HOME: '/g',
      ZDOTDIR: '/z',
      SHELL: '/bin/zsh',
      no_proxy: 'x',
      HTTP_PROXY: '',
    };
    expect(carry(env)).toEqual({
      HEADROOM_HOME: '/h',
      CODEX_HOME: '/c',
      GEMINI_CLI_HOME: '/g',
      ZDOTDIR: '/z',
      SHELL: '/bin/zsh',
      no_proxy: 'x',
    });
  });

  it('holds no password; whose it is, is told', () => {
    const env = { HTTPS_PROXY: 'http://me:pass@proxy:3128', https_proxy: 'http://proxy:3128', OTHER: 'x' };
    expect(carry(env)).toEqual({ HEADROOM_HOME: '/h', https_proxy: 'http://proxy:3128' });
    expect(listWithheld(env)).toEqual(['HTTPS_PROXY']);
  });
});
