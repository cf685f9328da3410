import type { Formats } from '../../ui/format.ts';
import { counted } from './grammar.ts';

/** Prices of models, on the page Settings. */
export const prices = {
  title: 'Prices',
  about:
    'US dollars per million tokens. What is in the ledger keeps the dollars with which it was recorded, whatever changes here.',
  problems: 'prices.json is not as it should be',
  noneUsed: 'No model was used yet. Those that are will stand here.',
  used: 'Prices of the models that were used',
  others: (count: number, formats: Formats) => `${counted(formats, count, 'other model')} with a known price`,
  othersLabel: 'Prices of other models',
  keptIn: (file: string) => `Your own prices are kept in ${file}.`,
  nothingChanged: 'Nothing was changed.',
  takenBack: (model: string) => `Your price of ${model} is taken back.`,
  holds: (model: string) => `Your price of ${model} holds for what is recorded from now on.`,
  seenAs: (names: string) => `Seen as ${names}`,
  actions: { own: 'Change', none: 'Set a price', 'built-in': 'Use my own' },
  actionOn: (action: string, model: string) => `${action}: ${model}`,
  sources: { own: 'Your own price', none: 'Unpriced: not in any dollars', 'built-in': 'Built in' },
  builtInAsOf: (date: string) => `Built in, as of ${date}`,
  moreAbove: (tokens: string) => `more above ${tokens} tokens of input`,
  heads: {
    input: 'Input',
    cacheWrite5m: 'Write 5 min',
    cacheWrite1h: 'Write 1 h',
    cacheRead: 'Read',
    output: 'Output',
  },
  rates: {
    input: 'Fresh input',
    cacheWrite5m: 'Cache write, 5 minutes',
    cacheWrite1h: 'Cache write, 1 hour',
    cacheRead: 'Cache read',
    output: 'Output',
  },
  form: {
    label: (model: string) => `Your price of ${model}`,
    labelOther: 'Your price of another model',
    name: 'Name of the model, as clients write it',
    add: 'Add a price',
    undo: 'Undo',
    asInput: 'as input',
    takeBack: 'Take it back',
    backToBuiltIn: 'Back to the built-in price',
    needed: 'It must be given.',
    isListed: 'It stands in the list already: change its price there.',
    noNumber: 'It must be a number.',
  },
};
