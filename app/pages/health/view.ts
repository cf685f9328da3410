import type { EngineState, Finding, Health, Summary } from '../../../sidecar/contract/api.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. */
export function makeHealthTitle(status: Health['status'] | undefined, findings: readonly Finding[]): string {
  const said = texts().health.title;
  const broken = findings.filter((finding) => finding.level === 'broken').length;
  if (broken > 0) return said.broken(broken);
  if (status === 'degraded') return said.degraded;
  const warnings = findings.filter((finding) => finding.level === 'warning').length;
  if (warnings > 0) return said.warnings(warnings);
  return status === undefined ? said.health : said.well;
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

/** What Headroom added to the time of requests, in one sentence. */
export function describeLatency({ addedMs, requests }: Summary, formats: Formats): string {
  const { none, latency } = texts().health.pipeline;
  if (addedMs === null || requests === 0) return none;
  return latency(formats.duration(addedMs.p50), formats.duration(addedMs.p99));
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
  const said = texts().health.engine;
  if (givenUp) return said.givenUp;
  return workers.length === 0 ? said.noProcess : said.running(workers.length, restarts, formats);
}
