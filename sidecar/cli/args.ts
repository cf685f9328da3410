import { parseArgs as parseStrictly } from 'node:util';
import { type ArgsDef, parseArgs } from 'citty';
import { AppError } from '../contract/errors.ts';
import type { ArgValues } from './types.ts';

/**
 * Reads a command line against its definition. citty alone lets unknown flags and missing values pass; a mistyped
 * `--no-optimise` would then silently change the bill, so Node's strict parser checks first.
 * @throws AppError cli.usage naming the flag that is wrong.
 */
export function readArgs<A extends ArgsDef>(raw: readonly string[], definition: A): ArgValues<A> {
  const positionals = Object.entries(definition).filter(([, arg]) => arg.type === 'positional');
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [name, arg] of Object.entries(definition)) {
    if (arg.type === 'positional') continue;
    const short = 'alias' in arg && typeof arg.alias === 'string' && arg.alias.length === 1 ? { short: arg.alias } : {};
    options[name] = { type: arg.type === 'boolean' ? 'boolean' : 'string', ...short };
  }
  const given = check(() =>
    parseStrictly({
      args: [...raw],
      options,
      allowPositionals: positionals.length > 0,
      allowNegative: true,
      strict: true,
    }),
  );
  if (given.positionals.length > positionals.length) {
    throw usage(`unexpected argument "${given.positionals[positionals.length]}"`);
  }
  for (const [name, value] of Object.entries(given.values)) {
    if (value === '') throw usage(`--${name} needs a value`);
  }
  return check(() => parseArgs<A>([...raw], definition) as ArgValues<A>);
}

/**
 * A whole number given as a flag, or undefined when the flag is absent.
 * @throws AppError cli.usage when it is anything else or out of range.
 */
export function readInteger(
  name: string,
  value: string | undefined,
  range: { min: number; max: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw usage(`--${name} must be a whole number from ${range.min} to ${range.max}, not "${value}"`);
}

/** An error that ends the program with exit code 2. */
export function usage(message: string): AppError {
  return new AppError('cli.usage', message);
}

function check<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // Both parsers throw for what the user typed; the first sentence of their message names the flag.
    const [sentence] = (error as Error).message.split(/\. |\n/);
    throw new AppError('cli.usage', sentence ?? 'wrong arguments', { cause: error });
  }
}
