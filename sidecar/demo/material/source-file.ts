/** The source file at fault, as a file-reading tool shows it: line numbers, a tab, the line. */
export function makeSourceFile(fixed: boolean): string {
  const body = [
    "import type { CarrierId } from '../carriers/carrier-select.ts';",
    "import type { Parcel, Shipment } from '../booking/split-shipment.ts';",
    "import type { Tariff } from './tariff.ts';",
    '',
    '/** An amount that is added when the longest side of a parcel is beyond a limit. */',
    'export type SurchargeRule = {',
    '  readonly carrier: CarrierId;',
    '  readonly limitMm: number;',
    '  readonly cents: number;',
    '};',
    '',
    '/** The largest amount whose limit the parcel exceeds; 0 when it exceeds none. */',
    'export function surchargeOf(parcel: Parcel, rules: readonly SurchargeRule[]): number {',
    '  let cents = 0;',
    '  for (const rule of rules) {',
    '    if (parcel.longestSideMm > rule.limitMm) cents = Math.max(cents, rule.cents);',
    '  }',
    '  return cents;',
    '}',
    '',
    '/** Whether a parcel needs the long conveyor. The limit is that of the depot, not of the carrier. */',
    'export function needsLongConveyor(parcel: Parcel, depotLimitMm: number): boolean {',
    '  return parcel.longestSideMm > depotLimitMm && parcel.weightGrams < 31_500;',
    '}',
    '',
    '/** Rules of one carrier. An unknown carrier has none, which the caller reports. */',
    'function rulesFor(tariff: Tariff, carrier: CarrierId): readonly SurchargeRule[] {',
    '  return tariff.surcharges.filter((rule) => rule.carrier === carrier);',
    '}',
    '',
    '/** What a shipment pays on top of its base price, in cents. */',
    'export function shipmentSurcharge(shipment: Shipment, tariff: Tariff): number {',
    '  const rules = rulesFor(tariff, shipment.carrier);',
    '  let total = 0;',
    '  for (const parcel of shipment.parcels) {',
    fixed ? '    total += surchargeOf(parcel, rules);' : '    total = Math.max(total, surchargeOf(parcel, rules));',
    '  }',
    '  return total;',
    '}',
  ];
  return body.map((line, i) => `${String(i + 1).padStart(6)}\t${line}`).join('\n');
}

/** The tariff file: indented JSON with one row per carrier, zone and weight step. */
export function makeTariffFile(): string {
  const rows = ['northline', 'bluevan', 'postaal', 'quickbox'].flatMap((carrier, c) =>
    [1, 2, 3, 4].flatMap((zone) =>
      [1000, 2000, 5000, 10_000, 20_000].map((upToGrams, w) => ({
        carrier,
        zone,
        upToGrams,
        cents: 390 + c * 35 + zone * 120 + w * 145,
        validFrom: '2026-01-01',
      })),
    ),
  );
  const surcharges = ['northline', 'bluevan', 'postaal', 'quickbox'].map((carrier) => ({
    carrier,
    limitMm: 1200,
    cents: 500,
  }));
  return JSON.stringify({ version: 2026, currency: 'EUR', rows, surcharges }, null, 2);
}
