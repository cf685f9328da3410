import type { EngineState, Finding, Health, Summary } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. */
export function makeHealthTitle(status: Health['status'] | undefined, findings: readonly Finding[]): string {
  const broken = findings.filter((finding) => finding.level === 'broken').length;
  if (broken > 0) return broken === 1 ? 'One thing is broken' : `${broken} things are broken`;
  if (status === 'degraded') return 'Something needs attention';
  const warnings = findings.filter((finding) => finding.level === 'warning').length;
  if (warnings > 0) return warnings === 1 ? 'One thing to look at' : `${warnings} things to look at`;
  return status === undefined ? 'Health' : 'All is well';
}

/** Findings by weight: what is broken first, in the order of the checks otherwise. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const weights = { broken: 0, warning: 1, ok: 2 } as const;
  return findings.toSorted((a, b) => weights[a.level] - weights[b.level]);
}

export const toneOf = { ok: 'fine', warning: 'care', broken: 'fault' } as const satisfies Record<
  Finding['level'],
  string
>;
export const wordOf = { ok: 'In order', warning: 'Look at this', broken: 'Broken' } as const satisfies Record<
  Finding['level'],
  string
>;

/** What Headroom added to the time of requests, in one sentence. */
export function describeLatency({ addedMs, requests }: Summary, formats: Formats): string {
  if (addedMs === null || requests === 0) return 'No request in the last 24 hours.';
  const { p50, p99 } = addedMs;
  return `Half of the requests were held up for less than ${formats.duration(p50)}, 99 of 100 for less than ${formats.duration(p99)}.`;
}

export interface StripMark {
  readonly name: 'p50' | 'p90' | 'p99';
  readonly text: string;
  /** From the left end of the strip, 0 to 1. */
  readonly place: number;
}

/** Where the marks of a strip lie: its whole length is the longest of the three, drawn so that small ones can be told apart. */
export function placeMarks(added: NonNullable<Summary['addedMs']>, formats: Formats): readonly StripMark[] {
  const longest = Math.log1p(Math.max(added.p99, 1));
  return (['p50', 'p90', 'p99'] as const).map((name) => ({
    name,
    text: formats.duration(added[name]),
    place: Math.min(1, Math.log1p(added[name]) / longest),
  }));
}

/** How the engine is, in one sentence. */
export function describeEngine({ workers, restarts, givenUp }: EngineState, formats: Formats): string {
  if (givenUp) return 'The engine keeps dying and rests for a minute; requests go through untouched.';
  const count = workers.length === 1 ? 'One process is' : `${formats.count(workers.length)} processes are`;
  const died = restarts === 0 ? 'none had to be started again' : `started again ${plural(restarts, formats)}`;
  return workers.length === 0 ? 'No process is running.' : `${count} running, ${died}.`;
}

function plural(count: number, formats: Formats): string {
  return count === 1 ? 'once' : `${formats.count(count)} times`;
}

export const laneWords = { normal: 'Ordinary requests', heavy: 'Large requests' } as const satisfies Record<
  EngineState['workers'][number]['lane'],
  string
>;
