import { checkRate, createPriceList, listPriceRows, rateNames, type SeenModel } from '../analytics/index.ts';
import { AppError } from '../contract/errors.ts';
import type { OwnRates, PricesDoor, PricesInForce, Rates } from '../contract/prices.ts';
import { changeOwnPrices, findPricesPath, readOwnPrices } from './file.ts';
import { layOwnPrice } from './own-text.ts';

export interface PricesOptions {
  /** Null: nothing is kept (stateless). */
  readonly home: string | null;
  /** Models of the ledger. */
  seen(): Promise<readonly SeenModel[]>;
  /** Puts prices in force; also called when somebody has edited the file by hand. @param override text of prices.json */
  onChange(override: string | null): void;
}

/** A name of a model, as clients write it on the wire. */
const NAME = /^[^\p{C}]{1,200}$/u;

export function createPrices({ home, seen, onChange }: PricesOptions): PricesDoor {
  let applied: string | null | undefined;
  const apply = (text: string | null): void => {
    if (text === applied) return;
    applied = text;
    onChange(text);
  };
  const tell = async (text: string | null): Promise<PricesInForce> => ({
    file: home === null ? null : findPricesPath(home),
    problems: createPriceList(text).messages,
    prices: listPriceRows(text, await seen()),
  });
  return {
    async read() {
      const text = home === null ? null : await readOwnPrices(home);
      // What is shown is what holds.
      if (home !== null) apply(text);
      return tell(text);
    },
    async set(model, given) {
      if (home === null) {
        throw new AppError('store.denied', 'This Headroom is stateless: it keeps no prices.', {
          hint: 'Start it without --stateless.',
        });
      }
      const rates = given === null ? null : complete(given);
      checkName(model);
      const text = await changeOwnPrices(home, (before) => {
        const { idOf } = createPriceList(before);
        const id = idOf(model);
        const keeps = listPriceRows(before, []).some((row) => row.id === id && row.builtIn !== null);
        return layOwnPrice(before, id, rates, keeps);
      });
      apply(text);
      return tell(text);
    },
  };
}

/** What was left out costs as much as input. @throws AppError price.invalid */
function complete(given: OwnRates): Rates {
  const { input, output } = given;
  const rates: Rates = {
    ...{ input, output },
    cacheRead: given.cacheRead ?? input,
    cacheWrite5m: given.cacheWrite5m ?? input,
    cacheWrite1h: given.cacheWrite1h ?? input,
  };
  const wrong = rateNames.flatMap((name) => {
    const isLeftOut = given[name] === undefined && name !== 'input' && name !== 'output';
    const fault = isLeftOut ? null : checkRate(given[name]);
    return fault === null ? [] : [[name, fault] as const];
  });
  const [first] = wrong;
  if (first === undefined) return rates;
  throw new AppError('price.invalid', `The price was not set. ${first[0]}: ${first[1]}`, {
    fields: Object.fromEntries(wrong),
    hint: 'Nothing was changed. input and output must be given; what else is left out costs as much as input.',
  });
}

function checkName(model: string): void {
  if (NAME.test(model) && createPriceList(null).idOf(model) !== '') return;
  throw new AppError('price.invalid', 'The price was not set: that is no name of a model.', {
    fields: { model: 'It must be a name of 1 to 200 characters, as clients write it.' },
    hint: 'GET /api/v1/prices and headroom prices list the models that were seen.',
  });
}
