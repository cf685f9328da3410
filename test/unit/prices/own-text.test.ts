import { describe, expect, it } from 'vitest';
import { layOwnPrice } from '../../../sidecar/prices/own-text.ts';

const rates = { input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 };
const lay = (...[text, id, given, keeps]: Parameters<typeof layOwnPrice>) => layOwnPrice(text, id, given, keeps);

describe('layOwnPrice', () => {
  it('makes a file, takes a second model in, and leaves none when both are taken out', () => {
    const one = lay(null, 'a', rates)!;
    expect(JSON.parse(one)).toEqual({ models: [{ id: 'a', ...rates }] });
    expect(one.endsWith('}\n')).toBe(true);
    const two = lay(one, 'b', { ...rates, input: 1 })!;
    expect(JSON.parse(two)).toEqual({
      models: [
        { id: 'a', ...rates },
        { id: 'b', ...rates, input: 1 },
      ],
    });
    expect(lay(two, 'b', null)).toBe(one);
    expect(lay(one, 'a', null)).toBeNull();
    expect(lay(null, 'a', null)).toBeNull();
  });

  it('keeps every other value, and the very bytes when nothing changes', () => {
    const hand = '{"note": "ours", "models": [{ "id": "a", "aliases": ["x"], "input": 1, "output": 2 }]}';
    const changed = JSON.parse(lay(hand, 'a', rates)!);
    expect(changed).toEqual({ note: 'ours', models: [{ id: 'a', aliases: ['x'], ...rates }] });
    expect(lay(hand, 'b', null)).toBe(hand);
    expect(JSON.parse(lay(hand, 'a', null)!)).toEqual({ note: 'ours', models: [] });
  });

  it('keeps what else is said about a model whose built-in price then holds', () => {
    const text = JSON.stringify({
      models: [
        { id: 'a', aliases: ['x'], input: 1, output: 2 },
        { id: 'a', input: 3 },
      ],
    });
    expect(JSON.parse(lay(text, 'a', null, true)!)).toEqual({ models: [{ id: 'a', aliases: ['x'] }] });
    expect(lay(text, 'a', null, false)).toBeNull();
  });

  it('sets the last of two entries: that one holds', () => {
    const text = JSON.stringify({ models: [{ id: 'a', input: 1 }, null, { id: 'a', input: 2 }] });
    expect(JSON.parse(lay(text, 'a', rates)!).models).toEqual([{ id: 'a', input: 1 }, null, { id: 'a', ...rates }]);
  });

  it.each(['{', '[]', '{"models": 1}', '"x"'])('touches nothing in %s', (text) => {
    expect(() => lay(text, 'a', rates)).toThrow(expect.objectContaining({ code: 'file.unreadable' }));
  });
});
