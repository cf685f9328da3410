import { rateNames } from '../analytics/index.ts';
import { AppError } from '../contract/errors.ts';
import type { Rates } from '../contract/prices.ts';

type Entry = Readonly<Record<string, unknown>>;

/**
 * The text of prices.json with the price of one model set, or taken out; whatever else it says stays.
 * @param text null: there is no file yet
 * @param rates null: taken out; `keeps` then says that other facts of the entry (aliases, …) still mean something
 * @returns null when nothing is left to be kept.
 * @throws AppError file.unreadable when it is not what a prices.json is.
 */
export function layOwnPrice(text: string | null, id: string, rates: Rates | null, keeps = false): string | null {
  const file = readFile(text);
  const models = rates === null ? takeOut(file.models, id, keeps) : putIn(file.models, id, rates);
  if (text !== null && JSON.stringify(models) === JSON.stringify(file.models)) return text;
  if (models.length === 0 && Object.keys(file).length === 1) return null;
  return `${JSON.stringify({ ...file, models }, null, 2)}\n`;
}

function putIn(models: readonly unknown[], id: string, rates: Rates): readonly unknown[] {
  const price = Object.fromEntries(rateNames.map((name) => [name, rates[name]]));
  // Of two entries for one model the last one holds.
  const at = models.findLastIndex((entry) => isOf(entry, id));
  return at < 0 ? [...models, { id, ...price }] : models.with(at, { ...(models[at] as Entry), ...price });
}

function takeOut(models: readonly unknown[], id: string, keeps: boolean): readonly unknown[] {
  return models.flatMap((entry) => {
    if (!isOf(entry, id)) return [entry];
    const others = Object.entries(entry).filter(([key]) => !(rateNames as readonly string[]).includes(key));
    return keeps && others.length > 1 ? [Object.fromEntries(others)] : [];
  });
}

function isOf(entry: unknown, id: string): entry is Entry {
  return isObject(entry) && entry.id === id;
}

function readFile(text: string | null): Entry & { readonly models: readonly unknown[] } {
  const file = text === null ? {} : parse(text);
  const models = isObject(file) ? (file.models ?? []) : null;
  if (isObject(file) && Array.isArray(models)) return { ...file, models };
  throw new AppError('file.unreadable', 'Your prices.json has no list "models".', {
    hint: 'Correct it, or move it away; nothing was changed.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('file.unreadable', `Your prices.json is not JSON (${(error as Error).message}).`, {
      hint: 'Correct it, or move it away; nothing was changed.',
      cause: error,
    });
  }
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
