import { describe, expect, it } from 'vitest';
import type { Event, Ward, WardEnding, Watched } from '../../../sidecar/supervisor/types.ts';
import { watchSidecar } from '../../../sidecar/supervisor/watch.ts';

/** How one life of a sidecar goes: it ends after so long, or it hangs from then on, or it never listens. */
/** 'deaf': it lives, and does not hear that it is to end. */
type Life =
  | { readonly diesAt: number; readonly code?: number }
  | { readonly hangsAt: number }
  | 'mute'
  | 'lives'
  | 'deaf';

/** A world whose clock only moves while somebody waits. */
function makeWorld(lives: readonly Life[]) {
  const clock = { now: 0 };
  const ports: (number | null)[] = [];
  const events: string[] = [];
  let current: { life: Life; bornAt: number; end(ending: WardEnding): void; hasEnded: boolean };
  const world: Watched = {
    async start(port) {
      const ended = Promise.withResolvers<WardEnding>();
      const life = lives[ports.length] ?? 'lives';
      const end = (ending: WardEnding): void => {
        one.hasEnded = true;
        ended.resolve(ending);
      };
      const one = { life, bornAt: clock.now, hasEnded: false, end };
      current = one;
      ports.push(port);
      const ward: Ward = {
        pid: ports.length,
        ended: ended.promise,
        stop: () => life !== 'deaf' && end({ code: 0, isClean: true }),
        kill: () => end({ code: 137, isClean: false }),
      };
      return ward;
    },
    findUrl: async () => (current.life === 'mute' ? null : 'http://127.0.0.1:4711'),
    probe: async () =>
      typeof current.life === 'string' ||
      !('hangsAt' in current.life) ||
      clock.now - current.bornAt < current.life.hangsAt,
    now: () => clock.now,
    async sleep(ms) {
      clock.now += Math.max(1, ms);
      const { life, bornAt } = current;
      if (typeof life === 'object' && 'diesAt' in life && !current.hasEnded && clock.now - bornAt >= life.diesAt)
        current.end({ code: life.code ?? 137, isClean: life.code === 0 });
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const tell = async (event: Event): Promise<void> =>
    void events.push(event.kind === 'failed' ? `${event.cause} ${event.failures}` : event.kind);
  return { world, ports, events, clock, tell };
}

/** Lets the world go on until something was told. */
async function when(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('watchSidecar', () => {
  it('replaces one that dies and one that hangs, on the port of the first', async () => {
    const { world, ports, events, tell } = makeWorld([{ diesAt: 5000 }, { hangsAt: 70_000 }]);
    const watch = watchSidecar(world, tell);
    await when(() => ports.length === 3);
    watch.stop();
    expect(await watch.ended).toBe(0);
    expect(ports).toEqual([null, 4711, 4711]);
    expect(events.filter((event) => event !== 'listening')).toEqual(['died 1', 'hung 1', 'ended']);
  });

  it('ends one that does not end when it is asked to, before the service manager ends them both', async () => {
    const { world, ports, events, clock, tell } = makeWorld(['deaf']);
    const watch = watchSidecar(world, tell);
    await when(() => events.includes('listening'));
    const asked = clock.now;
    watch.stop();
    expect(await watch.ended).toBe(0);
    expect(clock.now - asked).toBeGreaterThan(25_000);
    expect(clock.now - asked).toBeLessThan(30_000);
    expect([ports, events]).toEqual([[null], ['listening', 'ended']]);
  });

  it('gives up once after three failures within a minute, and tries on slowly', async () => {
    const lives = Array.from({ length: 6 }, () => ({ diesAt: 1000 }));
    const { world, ports, events, clock, tell } = makeWorld(lives);
    const watch = watchSidecar(world, tell);
    await when(() => ports.length === 3);
    const third = clock.now;
    await when(() => ports.length === 6);
    expect(clock.now - third).toBeGreaterThan(60_000);
    watch.stop();
    await watch.ended;
    expect(events.filter((event) => event === 'gave-up')).toHaveLength(1);
    expect(events.slice(0, events.indexOf('gave-up')).filter((event) => event !== 'listening')).toEqual([
      'died 1',
      'died 2',
      'died 3',
    ]);
  });

  it('does not replace one that ends by its own decision, or that never came up for a reason of its own', async () => {
    for (const code of [0, 1]) {
      const life: Life = code === 0 ? { diesAt: 3000, code } : { diesAt: 0, code };
      const { world, ports, tell } = makeWorld([life]);
      if (code === 1) world.findUrl = async () => null;
      expect(await watchSidecar(world, tell).ended).toBe(code);
      expect(ports).toHaveLength(1);
    }
  });

  it('takes one that lives and never listens for a failure, and the next for the first', async () => {
    const { world, ports, events, tell } = makeWorld(['mute', { diesAt: 5000 }]);
    const listened: boolean[] = [];
    const watch = watchSidecar(world, async (event) => {
      if (event.kind === 'listening') listened.push(event.isFirst);
      await tell(event);
    });
    await when(() => ports.length === 3 && listened.length === 2);
    watch.stop();
    await watch.ended;
    expect(events[0]).toBe('mute 1');
    expect(ports).toEqual([null, null, 4711]);
    expect(listened).toEqual([true, false]);
  });
});
