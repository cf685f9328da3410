import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { formatPrices, readRates } from '../price-lines.ts';
import { readPrices, setPrice } from '../price-source.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand } from '../types.ts';

const rate = (what: string) => ({ type: 'string', valueHint: 'dollars', description: `set: ${what}` }) as const;

export const prices = defineCommand({
  id: 'prices',
  summary: 'List the prices that dollars are made of; set one of your own for a model, or take it back.',
  args: {
    action: { type: 'positional', required: false, description: 'list (the default), set or unset.' },
    model: { type: 'positional', required: false, description: 'Any name under which clients ask for it.' },
    input: rate('a million tokens of fresh input.'),
    output: rate('a million tokens of output.'),
    'cache-read': rate('a million tokens read from the cache (default: as input).'),
    'cache-write-5m': rate('a million tokens written to it for five minutes (default: as input).'),
    'cache-write-1h': rate('a million tokens written to it for an hour (default: as input).'),
    all: { type: 'boolean', description: 'list: also models that were never seen.' },
    json: { type: 'boolean', description: 'list: print the answer as JSON, as the API gives it.' },
    home: settingFlags.home,
  },
  async run({ action = 'list', model, all, json, home, ...typed }, io) {
    const own = resolveSettings({ home }, io.env);
    switch (action) {
      case 'list': {
        if (model !== undefined) throw usage('list needs no model');
        const known = await readPrices(own);
        const text = formatPrices(known.prices, all === true);
        await writeAll(io.stdout, json === true ? `${JSON.stringify(known, null, 2)}\n` : text);
        for (const problem of known.problems) say(io, `headroom: ${problem}`);
        return 0;
      }
      case 'set':
      case 'unset': {
        if (model === undefined) throw usage(`${action} needs a model; headroom prices lists them`);
        const rates = action === 'unset' ? null : readRates(toNames(typed));
        const runs = await setPrice(own, model, rates);
        const when = runs
          ? 'for what is recorded from now on'
          : 'from the next start on; no Headroom runs with this home';
        say(io, `${rates === null ? `Your own price of ${model} is taken back` : `${model} has your price`}, ${when}.`);
        say(io, '  What is in the ledger keeps its dollars.');
        return 0;
      }
      default:
        throw usage(`"${action}" is none of list, set, unset`);
    }
  },
});

type Typed = {
  readonly [Flag in 'input' | 'output' | 'cache-read' | 'cache-write-5m' | 'cache-write-1h']?: string | undefined;
};

function toNames(typed: Typed) {
  const { input, output } = typed;
  return {
    ...{ input, output, cacheRead: typed['cache-read'] },
    ...{ cacheWrite5m: typed['cache-write-5m'], cacheWrite1h: typed['cache-write-1h'] },
  };
}
