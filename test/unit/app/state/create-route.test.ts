import { describe, expect, it } from 'vitest';
import { activityHref, conversationHref, exchangeHref, parseRoute } from '../../../../app/state/create-route.ts';

describe('routes', () => {
  it.each(['01J9', 'a/b', 'ä ö%', '..', 'a?b=c'])('find the exchange and the conversation %j again', (id) => {
    expect(parseRoute(exchangeHref(id))).toEqual({ page: 'exchange', id, query: {} });
    expect(parseRoute(conversationHref(id))).toEqual({ page: 'conversation', id, query: {} });
  });

  it.each(['', '#/', '#/exchanges/', '#/exchanges/%E0%A4', '#/exchanges/a/b', '#x', '#/toString', '#/exchanges'])(
    '%j is the first page',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'home', id: '', query: {} });
    },
  );

  it('keep what the list of exchanges is narrowed down to, an unnamed client too', () => {
    const query = { text: 'a b&c', client: '', since: 17, until: undefined };
    expect(parseRoute(activityHref(query))).toEqual({
      page: 'activity',
      id: '',
      query: { text: 'a b&c', client: '', since: '17' },
    });
    expect(activityHref()).toBe('#/activity');
  });
});
