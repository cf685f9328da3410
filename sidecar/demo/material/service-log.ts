import { makeDice } from '../random.ts';
import { carriers, pad } from './names.ts';

/** The last lines of the staging log: mostly routine, a few warnings, two errors with a stack. */
export function makeServiceLog(): string {
  const dice = makeDice(9);
  const lines: string[] = [];
  let ms = 32_400_000;
  for (let i = 0; i < 300; i++) {
    ms += dice.between(40, 2600);
    const head = `2026-03-18T${clock(ms)}Z`;
    if (i === 118 || i === 241) lines.push(...mismatch(head, i));
    else if (i % 61 === 17)
      lines.push(
        `${head} WARN  carriers  slow answer from ${dice.pick(carriers)}: ${dice.between(1800, 4200)} ms, attempt 2`,
      );
    else lines.push(`${head} ${routine(i, dice.between(0, 4), dice.between(100_000, 999_999), dice.between(2, 48))}`);
  }
  return lines.join('\n');
}

function routine(i: number, kind: number, id: number, ms: number): string {
  const forms = [
    `INFO  http      GET /api/parcels/prc_${id} 200 in ${ms} ms request=${pad(i, 4)}-${id}`,
    `INFO  tracking  event accepted parcel=prc_${id} status=in_transit depot=graz-2`,
    `INFO  http      POST /api/bookings 201 in ${ms + 20} ms request=${pad(i, 4)}-${id}`,
    `DEBUG pricing   quote parcel=prc_${id} zone=${1 + (i % 4)} base=${390 + ms * 5} surcharge=0`,
    `INFO  labels    rendered label for prc_${id} in ${ms} ms (${40 + (i % 9)} kB)`,
  ];
  return forms[kind] ?? '';
}

function mismatch(head: string, i: number): string[] {
  return [
    `${head} ERROR invoices  surcharge differs from carrier invoice shipment=shp_${4400 + i} ours=500 theirs=1000`,
    '    at reconcile (src/invoices/invoice-lines.ts:88:13)',
    '    at runMonthly (src/invoices/monthly-run.ts:41:7)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
  ];
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map((n) => pad(n, 2));
  return `${parts.join(':')}.${pad(ms % 1000, 3)}`;
}
