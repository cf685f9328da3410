import { expect, it } from 'vitest';
import type { LogEntry } from '../../../sidecar/contract/logs.ts';
import { createRepetitions } from '../../../sidecar/logs/repetitions.ts';

function open() {
  const told: string[] = [];
  const clock = { ms: 0 };
  const repetitions = createRepetitions(
    ({ text }) => told.push(text),
    () => clock.ms,
  );
  const say = (text: string, about?: string): boolean =>
    repetitions.isRepeated({ level: 'error', source: 'provider', text, ...(about && { about }) } satisfies LogEntry);
  return { told, clock, say, repetitions };
}

it('counts what is said again within a minute, and tells it when it is said after that', () => {
  const { told, clock, say } = open();
  expect([say('down', 'A'), say('down', 'B'), say('other'), say('down', 'C')]).toEqual([false, true, false, true]);
  clock.ms = 60_000;
  expect(say('down')).toBe(false);
  expect(told).toEqual(['down – 2 more like it']);
});

it('tells what is left at the end, and when too many are counted at once', () => {
  const { told, say, repetitions } = open();
  say('first');
  say('first');
  for (let each = 0; each < 100; each += 1) say(`sentence ${each}`);
  expect(told).toEqual(['first – 1 more like it']);
  say('sentence 99');
  repetitions.end();
  repetitions.end();
  expect(told.slice(1)).toEqual(['sentence 99 – 1 more like it']);
});
