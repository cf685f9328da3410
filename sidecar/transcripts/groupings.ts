import type { Grouping } from '../contract/usage.ts';
import type { UsageEvent } from './types.ts';

const HOUR_MS = 3_600_000;
/** Length of the window in which subscriptions of Claude count use. */
const BLOCK_MS = 5 * HOUR_MS;

/** The label of each event, in their order; events must be in the order of time. */
type Labels = (events: readonly UsageEvent[]) => readonly string[];

/** The ways in which usage can be summed up. Days and hours are those of this computer's time zone. */
export const groupings = {
  day: (events) => events.map(({ at }) => formatDay(at)),
  model: (events) => events.map(({ model }) => model || 'unknown model'),
  project: (events) => events.map(({ project }) => project || 'unknown project'),
  session: (events) => events.map(({ client, session }) => `${client} ${session}`),
  block: labelBlocks,
  'client-day': (events) => events.map(({ client, at }) => `${client} ${formatDay(at)}`),
} as const satisfies Readonly<Record<Grouping, Labels>>;

/**
 * Blocks of five hours per client: one begins with the full hour of the first answer, and the next with the first answer
 * behind its end.
 */
function labelBlocks(events: readonly UsageEvent[]): readonly string[] {
  const starts = new Map<string, number>();
  return events.map(({ client, at }) => {
    let start = starts.get(client);
    if (start === undefined || at >= start + BLOCK_MS) {
      start = Math.floor(at / HOUR_MS) * HOUR_MS;
      starts.set(client, start);
    }
    return `${client} ${formatDay(start)} ${formatHour(start)}–${formatHour(start + BLOCK_MS)}`;
  });
}

function formatDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function formatHour(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
