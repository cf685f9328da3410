import { describe, expect, it } from 'vitest';
import { exchangeHref, parseRoute } from '../../../../app/state/create-route.ts';

describe('routes', () => {
  it.each(['01J9', 'a/b', 'ä ö%', '..'])('find the exchange %j again', (id) => {
    expect(parseRoute(exchangeHref(id))).toEqual({ name: 'exchange', id });
  });

  it.each(['', '#/', '#/exchanges/', '#/exchanges/%E0%A4', '#/exchanges/a/b', '#x'])('%j is the dashboard', (hash) => {
    expect(parseRoute(hash)).toEqual({ name: 'dashboard' });
  });
});
