import { z } from 'zod';
import type { OwnRates, PricesInForce, Rates } from '../../contract/prices.ts';

const rate = z.number().nonnegative();
const classes = { input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate };

const rates = z
  .strictObject(classes)
  .meta({ id: 'Rates', description: 'US dollars per million tokens.' }) satisfies z.ZodType<Rates>;

const row = z
  .strictObject({
    id: z.string().describe('The name under which it is set and taken back.'),
    seenAs: z.array(z.string()).readonly(),
    requests: z.int(),
    source: z.enum(['own', 'built-in', 'none']),
    rates: rates.nullable(),
    tiers: z.array(z.strictObject({ aboveInputTokens: z.number(), ...classes })).readonly(),
    published: z.strictObject({ date: z.string(), page: z.string() }).nullable(),
    builtIn: rates.nullable().describe('What holds again when one’s own price is taken back.'),
  })
  .meta({ id: 'Price' });

export const pricesInForce = z
  .strictObject({
    file: z.string().nullable(),
    problems: z.array(z.string()).readonly(),
    prices: z.array(row).readonly(),
  })
  .meta({ id: 'Prices' }) satisfies z.ZodType<PricesInForce>;

// Numbers of any kind: what is wrong with them is told by field, in words.
const given = z.number();

export const priceChange = z
  .strictObject({
    model: z.string().describe('Any name under which clients ask for it.'),
    rates: z
      .strictObject({
        ...{ input: given, output: given },
        ...{ cacheRead: given.optional(), cacheWrite5m: given.optional(), cacheWrite1h: given.optional() },
      })
      .nullable()
      .describe('null takes it back; what is left out costs as much as input.') satisfies z.ZodType<OwnRates | null>,
  })
  .meta({ id: 'PriceChange' });
