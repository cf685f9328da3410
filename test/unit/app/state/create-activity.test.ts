import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { createActivity, keepKnown, PAGE_ROWS, pagesOf } from '../../../../app/state/create-activity.ts';
import type { Session } from '../../../../app/state/session.ts';
import type { ActivityQuestion, ExchangeFilter } from '../../../../sidecar/contract/api.ts';
import { pageActivity } from '../../../ui/fixture-ledger.ts';
import { makeRow, makeRows } from '../../../ui/fixture-rows.ts';

describe('pages', () => {
  it('are those that the screen touches', () => {
    expect(pagesOf({ from: 0, to: 10 }, 1000)).toEqual([0]);
    expect(pagesOf({ from: PAGE_ROWS - 1, to: PAGE_ROWS }, 1000)).toEqual([0, 1]);
    expect(pagesOf({ from: 950, to: 5000 }, 1000)).toEqual([9]);
    expect(pagesOf({ from: 0, to: 10 }, 0)).toEqual([]);
  });

  it('keep the rows that are shown already', () => {
    const [a, b] = [makeRow(1, 1), makeRow(2, 2)];
    expect(keepKnown([{ ...a }, b], [a])[0]).toBe(a);
  });
});

describe('the list', () => {
  const rows = [...makeRows(250, 1_000_000)];

  function start() {
    const asked: ActivityQuestion[] = [];
    let tell: () => void = () => undefined;
    const session = {
      client: {
        activity: (question: ActivityQuestion) => {
          asked.push(question);
          return Promise.resolve(pageActivity(rows, question));
        },
      },
      live: {
        onExchange: (listener: () => void) => {
          tell = listener;
        },
        onReturn: () => undefined,
      },
    } as unknown as Session;
    const made = createRoot((dispose) => ({
      activity: createActivity(session, (): ExchangeFilter => ({})),
      dispose,
    }));
    // Effects run in a browser only; there the first filter asks.
    void made.activity.renew();
    return { ...made, asked, tell: () => tell() };
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let i = 0; i < 200 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isSo()).toBe(true);
  };

  it('fetches what is looked at, and no page twice', async () => {
    const { activity, asked, dispose } = start();
    await until(() => activity.total() === 250);
    activity.look(100, 130);
    activity.look(200, 249);
    await until(() => activity.rowAt(249) !== undefined);
    expect(activity.rowAt(249)?.id).toBe(rows[249]?.id);
    expect(asked.map((question) => question.offset)).toEqual([0, 200]);
    expect(asked[1]?.through).toBe(rows[0]?.id);
    activity.look(200, 249);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toHaveLength(2);
    dispose();
  });

  it('counts what is new while it is held, and puts it in when it is let go', async () => {
    const { activity, tell, dispose } = start();
    await until(() => activity.total() === 250);
    activity.hold(true);
    rows.unshift(makeRow(-1, 2_000_000));
    tell();
    await until(() => activity.waiting() === 1);
    expect(activity.total()).toBe(250);
    activity.hold(false);
    await until(() => activity.total() === 251);
    expect(activity.waiting()).toBe(0);
    expect(activity.rowAt(0)?.id).toBe(rows[0]?.id);
    dispose();
  });
});
