import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { OwnRates, PricesInForce } from '../contract/prices.ts';
import type { Settings } from '../contract/settings.ts';
import { readHead } from '../machine/index.ts';
import type { Answer } from './ask.ts';
import { askOwnHeadroom } from './ask-own.ts';

const PATH = '/api/v1/prices';

/** The prices in force: of the Headroom that runs with this home, else as the next one will have them. */
export async function readPrices(own: Settings): Promise<PricesInForce> {
  const answer = await askOwnHeadroom(own, { path: PATH });
  return answer === null ? (await openPrices(own)).read() : readAnswer(answer);
}

/**
 * Sets a price of one's own, or takes it back: through the Headroom that runs, so that it holds at once; else in the file.
 * @returns whether one runs.
 * @throws AppError price.invalid, file.unreadable, store.denied, store.locked.
 */
export async function setPrice(own: Settings, model: string, rates: OwnRates | null): Promise<boolean> {
  const answer = await askOwnHeadroom(own, { path: PATH, json: JSON.stringify({ model, rates }) });
  if (answer === null) await (await openPrices(own)).set(model, rates);
  else readAnswer(answer);
  return answer !== null;
}

async function openPrices(own: Settings) {
  const { createPrices } = await import('../prices/index.ts');
  const home = own.stateless ? null : own.home;
  return createPrices({ home, seen: () => readSeen(own), onChange() {} });
}

/** From the ledger's file, if there is one that can be read: prices are there without it. */
async function readSeen(own: Settings): Promise<PricesSeen> {
  if (own.stateless || (await readHead(join(own.home, 'ledger.db'), 1)) === null) return [];
  const { createStore } = await import('../store/index.ts');
  const store = createStore(own);
  try {
    return (await store.summary({ sinceMs: 0, untilMs: Date.now() })).byModel;
  } catch {
    return []; // headroom stats tells what is wrong with it
  } finally {
    await store.close();
  }
}

type PricesSeen = readonly { readonly model: string; readonly requests: number }[];

function readAnswer({ status, body }: Answer): PricesInForce {
  const told = parse(body);
  if (status === 200 && 'prices' in told) return told;
  const { code, message, hint } = told as Partial<Record<'code' | 'message' | 'hint', string>>;
  throw new AppError(
    code === 'price.invalid' || code === 'file.unreadable' ? code : 'store.denied',
    message ?? `The Headroom that runs answered with status ${status}.`,
    { hint: hint ?? 'headroom doctor looks for what is wrong.' },
  );
}

function parse(body: string): PricesInForce | object {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {}; // an older Headroom, or a part of an answer: its status is told
  }
}
