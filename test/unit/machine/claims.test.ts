import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFile } from '../../../sidecar/machine/claims.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-claims-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('claimFile', () => {
  it('is won by exactly one of many who claim at once, also over a stale claim', async () => {
    for (const stale of [false, true]) {
      const path = join(home, 'run', `claim-${stale}`);
      if (stale) {
        await claimFile(path, 'dead', async () => false);
      }
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, at) => claimFile(path, `living ${at}`, async (text) => text === 'dead')),
      );
      const winners = claims.filter(({ isOurs }) => isOurs);
      expect(winners).toHaveLength(1);
      expect(readFileSync(path, 'utf8')).toMatch(/^living \d$/);
      expect(readdirSync(join(home, 'run')).filter((name) => name.startsWith(`claim-${stale}`))).toHaveLength(1);
    }
  });

  it('tells what was left by one that is gone', async () => {
    const path = join(home, 'claim');
    writeFileSync(path, 'dead');
    expect(await claimFile(path, 'me', async () => true)).toEqual({ isOurs: true, stale: 'dead' });
    expect(readFileSync(path, 'utf8')).toBe('me');
  });

  it('tells who holds it', async () => {
    const path = join(home, 'claim');
    writeFileSync(path, 'somebody');
    expect(await claimFile(path, 'me', async () => false)).toEqual({ isOurs: false, holder: 'somebody' });
    expect(readdirSync(home)).toEqual(['claim']);
  });
});
