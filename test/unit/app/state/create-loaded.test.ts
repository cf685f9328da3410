import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../../../../app/api/failure.ts';
import { createLoaded } from '../../../../app/state/create-loaded.ts';

describe('loaded', () => {
  it('keeps the old value while and when a later load fails', async () => {
    const answers = [Promise.resolve(1), Promise.reject(new ApiFailure('offline', 'gone')), Promise.resolve(2)];
    const loaded = createRoot(() => createLoaded(() => answers.shift() ?? Promise.resolve(0)));
    expect(loaded.value()).toBeUndefined();
    await loaded.reload();
    expect([loaded.value(), loaded.failure()]).toEqual([1, undefined]);
    await loaded.reload();
    expect([loaded.value(), loaded.failure()?.kind]).toEqual([1, 'offline']);
    await loaded.reload();
    expect([loaded.value(), loaded.failure()]).toEqual([2, undefined]);
  });

  it('joins calls while a load runs into one more load', async () => {
    let calls = 0;
    const loaded = createRoot(() => createLoaded(() => Promise.resolve(++calls)));
    await Promise.all([loaded.reload(), loaded.reload(), loaded.reload()]);
    expect(calls).toBe(2);
    expect(loaded.value()).toBe(2);
  });

  it('shows a defect in its own words', async () => {
    const loaded = createRoot(() => createLoaded(() => Promise.reject(new TypeError('x is undefined'))));
    await loaded.reload();
    expect(loaded.failure()?.message).toContain('x is undefined');
  });
});
