import { formatCount } from '../lib/counts.ts';
import type { VitalsReport } from '../vitals/index.ts';

/** Lines per section: everything fits on one page, --json has the rest. */
const MAX_LINES = 8;

/** What `headroom vitals` prints. */
export function formatVitals(report: VitalsReport): string {
  const { totals, confidence, hotspots, couplings, duplicates, knowledge, drift } = report;
  const sections = [
    section(
      'Hotspots: complex and changed often',
      hotspots.map(
        ({ score, path, commits, lines, complexity, coupled }) =>
          `${String(score).padStart(3)}  ${path}  ${formatCount(commits, 'commit')}, ${formatCount(lines, 'line')}, complexity ${complexity}${coupled.length > 0 ? `; moves with ${coupled[0]}` : ''}`,
      ),
    ),
    section(
      'Large functions',
      report.largeFunctions.map(
        ({ path, line, name, lines, branches }) =>
          `${path}:${line}  ${name}  ${formatCount(lines, 'line')} of code, ${formatCount(branches, 'branch', 'branches')}`,
      ),
    ),
    section(
      'Large files',
      report.largeFiles.map(
        ({ path, lines, sizeBytes }) =>
          `${path}  ${formatCount(lines, 'line')}, about ${formatTokens(sizeBytes)} to read`,
      ),
    ),
    section(
      'Files that change together',
      couplings.map(
        ({ files: [a, b], together, strength }) => `${a} + ${b}  ${together} times, at least ${percent(strength)}`,
      ),
    ),
    section(
      'Copied blocks',
      duplicates.map(
        ({ lines, places }) => `${lines} lines: ${places.map(({ path, line }) => `${path}:${line}`).join(' = ')}`,
      ),
    ),
    section('Dependencies', formatDependencies(report)),
    section(
      'Knowledge',
      knowledge === null
        ? []
        : [
            knowledge.authors === 1
              ? 'one person made every change'
              : `${knowledge.authors} people in that time; ${knowledge.truckFactor ?? 0} of them made most changes of half of the files`,
            ...knowledge.orphans.map(
              ({ path, author, share, lastAt }) =>
                `${path}  ${percent(share)} by ${author}, not seen since ${new Date(lastAt).toISOString().slice(0, 10)}`,
            ),
          ],
    ),
    section(
      drift.sinceMs === null ? 'Drift' : `Drift since ${new Date(drift.sinceMs).toISOString().slice(0, 10)}`,
      formatDrift(report),
    ),
  ];
  const counts = `${formatCount(totals.files, 'file')}, ${totals.code} of code, ${totals.tests} of tests, ${totals.generated} generated; ${formatCount(totals.lines, 'line')} read`;
  const partial =
    totals.waiting > 0
      ? `\n${formatCount(totals.waiting, 'file was', 'files were')} not read in time; the next scan goes on from here.`
      : '';
  return `${report.path}\n${counts}.${partial}\nConfidence ${confidence.level}: ${confidence.reason}\n${sections.join('')}`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length - MAX_LINES;
  const shown = lines.slice(0, MAX_LINES).map((line) => `  ${line}\n`);
  return `\n${title}\n${shown.join('')}${more > 0 ? `  … ${more} more with --json\n` : ''}`;
}

function formatDependencies({ dependencies }: VitalsReport): string[] {
  const { unused, deprecated, mismatched, stale, online, notLookedAt } = dependencies;
  return [
    ...mismatched.map(({ manifest, name, reason }) => `${manifest}: ${name} ${reason}`),
    ...deprecated.map(({ manifest, name, reason }) => `${manifest}: ${name} is deprecated: ${reason.slice(0, 90)}`),
    ...unused.map(({ manifest, name }) => `${manifest}: ${name} seems unused`),
    ...stale.map(
      ({ manifest, name, version, newest }) => `${manifest}: ${name} ${newest} is out, ${version} is in use`,
    ),
    ...(online === null ? [] : [formatOnline(online), ...online.troubles]),
    ...(notLookedAt.length > 0
      ? [`not understood: ${notLookedAt.slice(0, 4).join(', ')}${notLookedAt.length > 4 ? ' …' : ''}`]
      : []),
  ];
}

function formatOnline({ asked, unasked }: NonNullable<VitalsReport['dependencies']['online']>): string {
  const others = unasked > 0 ? `; ${unasked} not: no locked version, or from elsewhere` : '';
  return `registries were asked about ${formatCount(asked, 'dependency', 'dependencies')}${others}`;
}

function formatDrift({ drift }: VitalsReport): string[] {
  return [
    ...drift.newHotspots.map((path) => `new hotspot: ${path}`),
    ...drift.grown.map(({ path, before, after }) => `${path} grew from ${before} to ${after} lines`),
    ...drift.documents.map(({ document, line, names }) => `${document}:${line} names ${names}, which is not there`),
  ];
}

/** A token is about four bytes of code. */
function formatTokens(sizeBytes: number): string {
  return `${Math.max(1, Math.round(sizeBytes / 4000))} k tokens`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
