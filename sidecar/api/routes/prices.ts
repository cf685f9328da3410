import { AppError } from '../../contract/errors.ts';
import type { PricesDoor } from '../../contract/prices.ts';
import { answerJson, notFound } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { problem } from '../schemas/health.ts';
import { priceChange, pricesInForce } from '../schemas/prices.ts';
import type { ApiDeps, Route } from '../types.ts';

export const prices = {
  id: 'prices',
  method: 'get',
  path: '/api/v1/prices',
  access: 'token',
  summary: 'The prices in force, models of the ledger first, with where each comes from. Dollars per million tokens.',
  answer: pricesInForce,
  others: { 404: problem },
  handle: async ({ deps }) => answerJson(await door(deps).read()),
} as const satisfies Route;

export const setPrice = {
  id: 'setPrice',
  method: 'post',
  path: '/api/v1/prices',
  access: 'token',
  summary:
    'Set a price of one’s own for a model, or take it back. It holds for what is recorded from then on; a 400 says what is wrong by field.',
  body: priceChange,
  answer: pricesInForce,
  others: { 400: problem, 404: problem, 422: problem, 503: problem },
  async handle({ deps, context }) {
    const { data, error } = priceChange.safeParse(await readBody(context.req.raw, 16 * 1024));
    if (data === undefined) throw explain(error);
    return answerJson(await door(deps).set(data.model, data.rates));
  },
} as const satisfies Route;

function door({ prices: known }: ApiDeps): PricesDoor {
  if (known === undefined) throw notFound('list of prices in this sidecar');
  return known;
}

function explain({ issues }: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }): AppError {
  const fields = issues.map(({ path, message }) => [String(path.at(-1) ?? 'model'), message] as const);
  return new AppError('price.invalid', `The price was not set. ${fields[0]?.join(': ') ?? ''}`, {
    fields: Object.fromEntries(fields),
    hint: 'Send {"model": "…", "rates": {"input": 3, "output": 15}}, or rates null to take it back.',
  });
}
