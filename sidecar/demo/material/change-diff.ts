import { makeDice } from '../random.ts';
import { pad } from './names.ts';

/** Diff of yesterday's merge: the hunk that matters, a renamed helper in many files, and a lockfile. */
export function makeChangeDiff(): string {
  return [surchargeHunk(), ...renames(), lockfile()].join('\n');
}

/** Diff of the agent's own fix. */
export function makeFixDiff(): string {
  return [
    'diff --git a/src/pricing/surcharge.ts b/src/pricing/surcharge.ts',
    'index 5d0c1aa..e02b7f4 100644',
    '--- a/src/pricing/surcharge.ts',
    '+++ b/src/pricing/surcharge.ts',
    '@@ -38,7 +38,7 @@ export function shipmentSurcharge(shipment: Shipment, tariff: Tariff): number {',
    '   const rules = rulesFor(tariff, shipment.carrier);',
    '   let total = 0;',
    '   for (const parcel of shipment.parcels) {',
    '-    total = Math.max(total, surchargeOf(parcel, rules));',
    '+    total += surchargeOf(parcel, rules);',
    '   }',
    '   return total;',
    ' }',
  ].join('\n');
}

function surchargeHunk(): string {
  return [
    'commit 4f1c0de29b7a65d3340f8cc1b7be4d1f1c9a7702',
    'Merge: 91ab2c4 d77e0f1',
    'Author: Ilse Varga <ilse@parcel-desk.example>',
    'Date:   Tue Mar 17 16:20:41 2026 +0100',
    '',
    '    Merge branch "carrier-limits": one rule set per carrier',
    '',
    'diff --git a/src/pricing/surcharge.ts b/src/pricing/surcharge.ts',
    'index 0b9ee12..5d0c1aa 100644',
    '--- a/src/pricing/surcharge.ts',
    '+++ b/src/pricing/surcharge.ts',
    '@@ -31,12 +31,14 @@ function rulesFor(tariff: Tariff, carrier: CarrierId): readonly SurchargeRule[] {',
    '   return tariff.surcharges.filter((rule) => rule.carrier === carrier);',
    ' }',
    ' ',
    '-export function shipmentSurcharge(shipment: Shipment, tariff: Tariff): number {',
    '-  return shipment.parcels.reduce((total, parcel) => total + surchargeOf(parcel, tariff.surcharges), 0);',
    '+export function shipmentSurcharge(shipment: Shipment, tariff: Tariff): number {',
    '+  const rules = rulesFor(tariff, shipment.carrier);',
    '+  let total = 0;',
    '+  for (const parcel of shipment.parcels) {',
    '+    total = Math.max(total, surchargeOf(parcel, rules));',
    '+  }',
    '+  return total;',
    ' }',
  ].join('\n');
}

function renames(): string[] {
  const paths = [
    'booking/create-booking',
    'booking/split-shipment',
    'carriers/carrier-select',
    'invoices/invoice-lines',
  ];
  return paths.map((path, i) =>
    [
      `diff --git a/src/${path}.ts b/src/${path}.ts`,
      `index 7c${pad(i * 37 + 11, 4)}a..b1${pad(i * 53 + 7, 4)}e 100644`,
      `--- a/src/${path}.ts`,
      `+++ b/src/${path}.ts`,
      `@@ -${12 + i * 9},9 +${12 + i * 9},9 @@ import { auditEntry } from '../lib/audit.ts';`,
      ' ',
      ` export async function handle(request: Request${i}, context: Context): Promise<Reply> {`,
      '   const depot = await context.depots.find(request.depotId);',
      '-  const limits = carrierLimit(depot.carrier);',
      '+  const limits = limitsOf(depot.carrier);',
      '   if (limits === null) return refuse(409, "carrier has no limits");',
      '   const parcels = request.parcels.map((parcel) => measure(parcel, limits));',
      '   context.log.debug({ depot: depot.id, parcels: parcels.length }, "measured");',
      '   return next(parcels, context);',
    ].join('\n'),
  );
}

function lockfile(): string {
  const dice = makeDice(4242);
  const hex = (length: number): string =>
    Array.from({ length }, () => dice.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+/'])).join('');
  const lines = ['diff --git a/package-lock.json b/package-lock.json', 'index 2f6c1d0..aa81e97 100644'];
  lines.push('--- a/package-lock.json', '+++ b/package-lock.json');
  for (let i = 0; i < 34; i++) {
    const name = `@parcel-desk/${dice.pick(['geo', 'units', 'barcode', 'feed', 'mail', 'audit'])}-${pad(i, 2)}`;
    const minor = dice.between(1, 30);
    lines.push(
      `@@ -${210 + i * 41},10 +${210 + i * 41},10 @@`,
      '     },',
      `     "node_modules/${name}": {`,
      `-      "version": "2.${minor}.0",`,
      `-      "resolved": "https://registry.parcel-desk.example/${name}/-/${name.split('/')[1]}-2.${minor}.0.tgz",`,
      `-      "integrity": "sha512-${hex(86)}==",`,
      `+      "version": "2.${minor + 1}.0",`,
      `+      "resolved": "https://registry.parcel-desk.example/${name}/-/${name.split('/')[1]}-2.${minor + 1}.0.tgz",`,
      `+      "integrity": "sha512-${hex(86)}==",`,
      '       "license": "MIT",',
      '       "engines": {',
    );
  }
  return lines.join('\n');
}
