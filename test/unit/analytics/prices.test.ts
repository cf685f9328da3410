import { describe, expect, it } from 'vitest';
import prices from '../../../sidecar/analytics/prices.json' with { type: 'json' };
import { chooseRates, createPriceBook } from '../../../sidecar/analytics/prices.ts';

const book = createPriceBook(prices.models, null);

describe('the shipped prices', () => {
  it('are whole: every model has a date, a source and ordered rates, and no name belongs to two', () => {
    const names = new Set<string>();
    for (const model of prices.models) {
      expect(model.date).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(model.source).toMatch(/^https:/);
      expect(model.cacheRead).toBeLessThanOrEqual(model.input);
      expect(model.output).toBeGreaterThan(model.input);
      for (const tier of model.tiers) expect(tier.input).toBeGreaterThan(model.input);
      for (const name of [model.id, ...model.aliases]) {
        expect(names.has(name), name).toBe(false);
        names.add(name);
      }
    }
  });

  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet'],
    ['claude-opus-4-8[1m]', 'claude-opus-4-8'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['claude-haiku-4-5@20251001', 'claude-haiku-4-5'],
    ['anthropic/claude-opus-4.1', 'claude-opus-4-1'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai/gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['gpt-5-codex', 'gpt-5'],
    ['models/gemini-2.5-flash-preview-05-20', 'gemini-2.5-flash'],
    ['gemini-2.0-flash-001', 'gemini-2.0-flash'],
  ])('finds %s as %s', (asked, id) => {
    expect(book.find(asked)?.id).toBe(id);
  });

  it.each(['claude-sonnet-4-7', 'claude-sonnet', 'gpt-5-turbo', 'gpt-4.12', 'o3-deep-research', 'llama-3', ''])(
    'has no price for %j, rather than that of a relative',
    (asked) => {
      expect(book.find(asked)).toBeNull();
    },
  );
});

describe('tiers', () => {
  it('bills the whole request at the highest tier that it exceeds', () => {
    const price = book.find('claude-sonnet-4-5');
    expect(price && chooseRates(price, 200_000).input).toBe(3);
    expect(price && chooseRates(price, 200_001).input).toBe(6);
  });
});

describe("the user's own prices", () => {
  const read = (value: unknown) => createPriceBook(prices.models, JSON.stringify(value));

  it('go over the shipped ones, field by field', () => {
    const own = read({ models: [{ id: 'claude-sonnet-4-5', input: 2.4 }] });
    expect(own.messages).toEqual([]);
    expect(own.find('claude-sonnet-4-5-20250929')).toMatchObject({ input: 2.4, output: 15, cacheRead: 0.3, tiers: [] });
  });

  it('name new models, without a cache discount that nobody told', () => {
    const own = read({ models: [{ id: 'local-1', input: 1, output: 2, aliases: ['mine'] }] });
    expect(own.find('mine')).toMatchObject({ id: 'local-1', cacheRead: 1, cacheWrite5m: 1 });
  });

  it.each([
    ['{', /not JSON/],
    ['[]', /no list "models"/],
    ['null', /no list "models"/],
    ['{"models":[7]}', /entry 1: is not an object/],
    ['{"models":[{"input":1}]}', /"id" is missing/],
    ['{"models":[{"id":"x","input":1}]}', /needs "input" and "output"/],
    ['{"models":[{"id":"x","input":-1,"output":2}]}', /"input" of x is not a price/],
    ['{"models":[{"id":"x","input":"1","output":2}]}', /"input" of x is not a price/],
    ['{"models":[{"id":"x","input":1,"output":2,"aliases":[3]}]}', /"aliases" of x/],
  ])('are left out and told when malformed: %s', (text, message) => {
    const own = createPriceBook(prices.models, text);
    expect(own.messages).toHaveLength(1);
    expect(own.messages[0]).toMatch(message);
    expect(own.find('x')).toBeNull();
    expect(own.find('gpt-4o')?.input).toBe(2.5);
  });
});
