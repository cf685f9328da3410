import type { Health } from '../../sidecar/contract/api.ts';
import type { StreamState } from '../api/events.ts';
import { texts } from '../texts/index.ts';

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
  const { offline, unauthorised, starting, bypassed, degraded, running } = texts().status;
  if (stream === 'offline') {
    return { state: 'offline', word: offline.word, sentence: offline.sentence, lines: [offline.line] };
  }
  if (stream === 'unauthorised') {
    const { word, sentence, line } = unauthorised;
    return { state: 'unauthorised', word, sentence, lines: [line] };
  }
  if (health === undefined) return { state: 'starting', ...starting, lines: [] };
  const failed = health.checks.filter((check) => !check.ok).map((check) => check.message);
  if (!health.optimise) {
    return { state: 'bypassed', word: bypassed.word, sentence: bypassed.byWish, lines: failed };
  }
  if (failed.length > 0 || health.status === 'degraded') {
    return { state: 'degraded', ...degraded, lines: failed };
  }
  if (health.status === 'bypassed') {
    return { state: 'bypassed', word: bypassed.word, sentence: bypassed.sentence, lines: [] };
  }
  return { state: 'running', ...running, lines: [] };
}
