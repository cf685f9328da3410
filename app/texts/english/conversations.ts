import type { Formats } from '../../ui/format.ts';
import { counted, series, times } from './grammar.ts';

/** The list of conversations, and the page of one. */
export const conversations = {
  title: 'Conversations',
  nothingYet: 'Nothing has come through yet.',
  about: 'The most recently used first; a conversation sends its whole history again with every request.',
  showEarlier: 'Show earlier ones',
  lastUsed: 'Last used',
  who: 'Client and model',
  turns: 'Turns',
  cacheBroken: 'Cache broken',
  one: {
    absent: 'This conversation is not in the ledger',
    unreadable: 'This conversation cannot be shown',
    noPrice: (turns: number, model: string, formats: Formats) =>
      `${counted(formats, turns, 'turn')}; no price is known for ${model}`,
    loss: (amount: string, turns: number, formats: Formats) =>
      `Cost ${amount} more than direct over ${counted(formats, turns, 'turn')}`,
    noDifference: (turns: number, formats: Formats) =>
      `No clear difference to direct over ${counted(formats, turns, 'turn')}`,
    saved: (saved: string, whole: string, turns: number, formats: Formats) =>
      `Saved ${saved} of ${whole} over ${counted(formats, turns, 'turn')}`,
    growth: 'Growth and bill',
    showExchanges: 'Show its exchanges',
    noneBilled: 'None of its exchanges was billed, so there is nothing to draw.',
    notDrawn: (count: string) => `The ${count} oldest exchanges are not drawn.`,
    readFromCache: (share: string) => `${share} of the prompt was read from the cache.`,
    neverBroke: 'The cache never broke.',
    /** @param causes "2 by a pause" */
    broke: (count: number, causes: readonly string[], formats: Formats) =>
      `It broke ${times(formats, count)}: ${series(causes)}.`,
  },
  charts: {
    tokens: 'Tokens of each turn',
    cost: 'Cost of each turn, direct and through Headroom',
    legend: {
      rest: 'System, tools and what was said',
      results: 'Tool results',
      leftOut: 'Left out',
      cost: 'Cost of the turn',
      broken: 'Cache broken',
    },
    table: 'Each turn in figures',
    turn: 'Turn',
    turnNumber: (number: string) => `Turn ${number}`,
    leftOut: 'Left out',
    costHead: 'Cost',
    whereBroken: 'Where the cache broke',
    /** The figures of one turn, as they are read aloud; without a price they are null. */
    readTurn: (turn: { number: number; sent: string; leftOut: string; cost: string | null; direct: string | null }) =>
      [
        `Turn ${turn.number}: ${turn.sent} tokens sent`,
        `${turn.leftOut} left out`,
        turn.cost === null ? 'no price is known' : `cost ${turn.cost}`,
        ...(turn.direct === null ? [] : [`direct ${turn.direct}`]),
      ].join(', '),
  },
};
