import { describe, expect, it } from 'vitest';
import { findKinds } from '../../../../sidecar/engine/json/kinds.ts';
import { type JsonList, readJson } from '../../../../sidecar/engine/json/read.ts';

const kindsOf = (rows: readonly unknown[]) =>
  findKinds((readJson(JSON.stringify(rows))!.node as JsonList).items).map(({ shape, records }) => ({
    keys: shape.fields.map(({ key }) => key),
    rows: records.flatMap((record, at) => (record === null ? [] : [at])),
  }));

const payment = (id: number) => ({ id, user_id: 7, amount: -1.5, currency: 'EUR' });
const user = (id: number) => ({ id, name: `u${id}`, email: null });

describe('the kinds of objects in a list', () => {
  it('are told apart by their keys, the largest first', () => {
    const rows = Array.from({ length: 12 }, (_, n) => (n % 3 === 0 ? user(n) : payment(n)));
    expect(kindsOf(rows)).toEqual([
      { keys: ['id', 'user_id', 'amount', 'currency'], rows: [1, 2, 4, 5, 7, 8, 10, 11] },
      { keys: ['id', 'name', 'email'], rows: [0, 3, 6, 9] },
    ]);
  });

  it('take in an object that lacks a key', () => {
    const { currency: _, ...short } = payment(20);
    const rows = [...Array.from({ length: 10 }, (_, n) => (n % 2 ? user(n) : payment(n))), short];
    expect(kindsOf(rows)[0]?.rows).toContain(10);
  });

  it('leave out the few objects that are like no other, and give up when they are many', () => {
    const odd = (n: number) => ({ [`k${n}`]: 1, [`l${n}`]: 2 });
    const rows = Array.from({ length: 40 }, (_, n) => (n % 2 ? user(n) : payment(n)));
    expect(kindsOf([...rows, odd(1), odd(2)]).flatMap((kind) => kind.rows)).toHaveLength(40);
    expect(kindsOf([...rows, ...Array.from({ length: 9 }, (_, n) => odd(n))])).toEqual([]);
    expect(kindsOf(Array.from({ length: 40 }, (_, n) => odd(n)))).toEqual([]);
  });

  it('are none where all objects are of one kind, or there are no objects', () => {
    expect(kindsOf(Array.from({ length: 12 }, (_, n) => user(n)))).toEqual([]);
    expect(kindsOf([1, 'two', null, [3], {}, {}])).toEqual([]);
  });
});
