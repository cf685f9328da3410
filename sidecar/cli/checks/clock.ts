import { formatCount } from '../../lib/counts.ts';
import type { Check } from './types.ts';

/** A provider's cache lives 5 minutes at least; a clock that is off by less cannot mislead the ledger about it. */
const TOLERATED_MS = 2 * 60_000;

export const clock = {
  id: 'clock',
  async find(situation) {
    const probes = await situation.probes();
    const offsets = probes.flatMap(({ clock: theirs }) => (theirs === null ? [] : [situation.now - theirs]));
    const nearest = offsets.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    if (nearest === undefined) {
      return [{ check: 'clock', level: 'ok', message: 'The clock could not be compared: no upstream answered.' }];
    }
    if (Math.abs(nearest) <= TOLERATED_MS) {
      return [{ check: 'clock', level: 'ok', message: 'The clock agrees with the upstreams’.' }];
    }
    const minutes = Math.round(Math.abs(nearest) / 60_000);
    return [
      {
        check: 'clock',
        level: 'warning',
        message: `The clock is ${formatCount(minutes, 'minute')} ${nearest > 0 ? 'ahead of' : 'behind'} the upstreams’.`,
        hint: 'Let the system set its time from the network; figures per day and cache lifetimes depend on it.',
      },
    ];
  },
} satisfies Check;
