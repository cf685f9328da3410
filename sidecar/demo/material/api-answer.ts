import { makeDice } from '../random.ts';
import { carriers, pad, towns } from './names.ts';

/** Answer of the staging API: one page of held parcels, compact JSON. One row carries the wrong amount. */
export function makeApiAnswer(): string {
  const dice = makeDice(77);
  const items = Array.from({ length: 96 }, (_, i) => {
    const oversized = i % 3 === 0;
    return {
      id: `prc_${pad(88_000 + i * 7, 6)}`,
      status: 'held',
      createdAt: `2026-03-${pad(1 + (i % 28), 2)}T${pad(dice.between(6, 19), 2)}:${pad(dice.between(0, 59), 2)}:00.000Z`,
      carrier: dice.pick(carriers),
      destination: { town: dice.pick(towns), postcode: String(dice.between(1000, 9999)), country: 'AT' },
      weightGrams: dice.between(180, 24_000),
      longestSideMm: oversized ? dice.between(1201, 1790) : dice.between(120, 1190),
      oversized,
      parcelsInShipment: i === 57 ? 3 : 1,
      surchargeCents: i === 57 ? 500 : oversized ? 500 : 0,
      holdReason: i === 57 ? 'surcharge differs from carrier invoice: expected 1000' : 'awaiting pickup',
      insured: i % 11 === 0,
      note: null,
    };
  });
  return JSON.stringify({ total: 412, page: 1, pageSize: items.length, items });
}
