import { expect, it } from 'vitest';
import type { Evidence } from '../../../sidecar/contract/api.ts';
import { createGentle } from '../../../sidecar/proxy/gentle.ts';

const trust = (compressor: string, isGentle: boolean) => ({ compressor, edits: 30, recalls: 9, reruns: 0, isGentle });

it('knows what the ledger saw, minutes later, and never waits for it', async () => {
  let clock = 0;
  let asked = 0;
  const evidence = async () => {
    asked++;
    return { trust: [trust('log', asked === 1), trust('json', true)] } as unknown as Evidence;
  };
  const gentle = createGentle({ evidence }, () => clock);
  expect(gentle()).toEqual([]);
  await Promise.resolve();
  expect([gentle(), asked]).toEqual([['log', 'json'], 1]);
  clock = 400_000;
  gentle();
  await Promise.resolve();
  expect([gentle(), asked]).toEqual([['json'], 2]);
});

it('trusts as before when the ledger cannot be read', async () => {
  const gentle = createGentle({ evidence: () => Promise.reject(new Error('locked')) }, () => 0);
  gentle();
  await Promise.resolve();
  expect(gentle()).toEqual([]);
  expect(createGentle({}, () => 0)()).toEqual([]);
});
