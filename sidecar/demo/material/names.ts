/** The made-up project that the demo's agent works on: "parcel-desk", a service that prices and books parcels. */
export const areas = [
  'pricing',
  'booking',
  'labels',
  'tracking',
  'carriers',
  'invoices',
  'customs',
  'returns',
] as const;

export const subjects: Readonly<Record<(typeof areas)[number], readonly string[]>> = {
  pricing: ['zones', 'tariff', 'surcharge', 'discount', 'rounding', 'currency'],
  booking: ['create-booking', 'cancel-booking', 'split-shipment', 'pickup-window', 'idempotency'],
  labels: ['label-layout', 'barcode', 'paper-size', 'address-block'],
  tracking: ['event-feed', 'status-map', 'webhook-retry', 'estimate-arrival'],
  carriers: ['carrier-select', 'carrier-limits', 'carrier-outage', 'handover'],
  invoices: ['invoice-lines', 'vat', 'credit-note', 'monthly-run'],
  customs: ['hs-code', 'declaration', 'duty-free'],
  returns: ['return-label', 'return-window', 'refund'],
};

export const conditions = [
  'accepts a parcel within all limits',
  'rejects a weight of zero',
  'keeps the order of the parcels',
  'rounds half a cent away from zero',
  'uses the tariff of the booking date',
  'answers 409 when the booking is closed',
  'is stable under repeated calls',
  'falls back to the default carrier',
  'writes one audit entry',
  'ignores unknown members',
  'treats a missing postcode as rural',
  'handles an island postcode',
  'does not mix up metric and imperial sizes',
  'reports the field that is wrong',
  'survives a carrier that answers slowly',
  'returns an empty list for an unknown depot',
] as const;

export const towns = [
  'Graz',
  'Utrecht',
  'Porto',
  'Tampere',
  'Leeds',
  'Brno',
  'Lyon',
  'Aarhus',
  'Ghent',
  'Split',
] as const;
export const carriers = ['northline', 'bluevan', 'postaal', 'quickbox'] as const;

/** Left-pads a number with zeros. */
export function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
