import type { Health } from '../../sidecar/contract/api.ts';
import type { StreamState } from '../api/events.ts';

export type StateName = 'starting' | 'running' | 'bypassed' | 'degraded' | 'offline' | 'unauthorised';

/** How Headroom is, for every page. */
export interface Status {
  readonly state: StateName;
  /** One or two words. */
  readonly word: string;
  /** What that means for the agents, in one sentence. */
  readonly sentence: string;
  /** Further facts, a sentence each. */
  readonly lines: readonly string[];
}

/** @param stream the live connection @param health the last known; it says nothing once the connection is lost */
export function describeStatus(stream: StreamState | 'starting', health: Health | undefined): Status {
  if (stream === 'offline') {
    return {
      state: 'offline',
      word: 'Not running',
      sentence: 'Agents that point here cannot reach their provider until Headroom runs.',
      lines: ['Start it with headroom start. This page connects again by itself; figures are the last ones known.'],
    };
  }
  if (stream === 'unauthorised') {
    return {
      state: 'unauthorised',
      word: 'Not allowed',
      sentence: "This page may not read Headroom's figures.",
      lines: ['Its token is missing or out of date. Open the page from the address that Headroom printed.'],
    };
  }
  if (health === undefined) return { state: 'starting', word: 'Starting', sentence: 'Connecting …', lines: [] };
  const failed = health.checks.filter((check) => !check.ok).map((check) => check.message);
  if (!health.optimise) {
    return {
      state: 'bypassed',
      word: 'Passing through',
      sentence: 'Every request passes through untouched, as Headroom was told with --no-optimize.',
      lines: failed,
    };
  }
  if (failed.length > 0 || health.status === 'degraded') {
    return {
      state: 'degraded',
      word: 'Needs attention',
      sentence: 'Something is wrong, but your agents keep working.',
      lines: failed,
    };
  }
  if (health.status === 'bypassed') {
    return {
      state: 'bypassed',
      word: 'Passing through',
      sentence: 'Requests pass through untouched for now; your agents keep working.',
      lines: [],
    };
  }
  return { state: 'running', word: 'Running', sentence: 'Requests are shortened on their way.', lines: [] };
}
