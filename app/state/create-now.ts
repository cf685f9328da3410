import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** The time in ms since the epoch, renewed often enough for "3 minutes ago". */
export function createNow(everyMs = 15_000): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), everyMs);
  onCleanup(() => clearInterval(timer));
  return now;
}
