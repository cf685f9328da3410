import type { VitalsReport } from '../../../sidecar/contract/vitals.ts';
import type { Formats } from '../../ui/format.ts';

/** One kind of finding with its places. */
export interface VitalsGroup {
  readonly id: string;
  readonly title: string;
  /** Why it matters, in a few words. */
  readonly why: string;
  readonly lines: readonly { readonly what: string; readonly figures: string }[];
}

/** The first line of the page. */
export function makeVitalsTitle(report: VitalsReport | null, formats: Formats): string {
  if (report === null) return 'What makes a project dear to work on';
  const { hotspots, largeFunctions, dependencies } = report;
  const parts = [
    count(hotspots.length, 'hotspot', formats),
    count(largeFunctions.length, 'large function', formats),
    count(dependencies.unused.length, 'unused dependency', formats, 'unused dependencies'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing stands out in this project' : parts.join(', ');
}

/** What was looked at, and how far it can be trusted. */
export function describeVitals(report: VitalsReport | null, formats: Formats): string {
  if (report === null) return 'Code that is large, tangled or copied is read and sent again and again by agents.';
  const { totals, confidence } = report;
  const waiting =
    totals.waiting > 0 ? ` ${formats.counted(totals.waiting, 'file waits', 'files wait')} for the next look.` : '';
  const trust = confidence.level === 'good' ? '' : ` ${confidence.reason}`;
  return `${formats.count(totals.code)} code files with ${formats.compact(totals.lines)} lines.${waiting}${trust}`;
}

/** Everything that was found, by kind; kinds that need git are left out without it. */
export function listVitals(report: VitalsReport, formats: Formats): readonly VitalsGroup[] {
  const number = (value: number, one: string): string => count(value, one, formats) || `0 ${one}s`;
  const { dependencies, drift, knowledge } = report;
  const groups: readonly (VitalsGroup & { readonly isKnown?: boolean })[] = [
    {
      ...{ id: 'hotspots', title: 'Hotspots', why: 'complex, and changed often', isKnown: report.history !== null },
      lines: report.hotspots.map((spot) => ({
        what: spot.path,
        figures: `${number(spot.commits, 'commit')}, ${number(spot.lines, 'line')}, complexity ${formats.count(spot.complexity)}`,
      })),
    },
    {
      ...{ id: 'functions', title: 'Large functions', why: 'hard to change a part of' },
      lines: report.largeFunctions.map(({ path, line, name, lines, branches }) => ({
        what: `${path}:${line}  ${name}`,
        figures: `${number(lines, 'line')}, ${branches === 1 ? '1 branch' : `${formats.count(branches)} branches`}`,
      })),
    },
    {
      ...{ id: 'files', title: 'Large files', why: 'read whole to see a part' },
      lines: report.largeFiles.map(({ path, lines, sizeBytes }) => ({
        what: path,
        figures: `${lines > 0 ? `${number(lines, 'line')}, ` : ''}${formats.bytes(sizeBytes)}`,
      })),
    },
    {
      ...{ id: 'copies', title: 'Copies', why: 'one change has to be made twice' },
      lines: report.duplicates.map(({ lines, places }) => ({
        what: places.map(({ path, line }) => `${path}:${line}`).join(' = '),
        figures: number(lines, 'line'),
      })),
    },
    {
      ...{ id: 'dependencies', title: 'Dependencies', why: 'unused, given up, or not as locked' },
      lines: [
        ...dependencies.unused.map(({ manifest, name }) => ({ what: name, figures: `unused, ${manifest}` })),
        ...dependencies.deprecated.map(({ name, reason }) => ({ what: name, figures: reason })),
        ...dependencies.mismatched.map(({ name, reason }) => ({ what: name, figures: reason })),
      ],
    },
    {
      ...{ id: 'documents', title: 'Documents that name what is not there', why: 'agents believe them' },
      lines: drift.documents.map(({ document, line, names }) => ({ what: `${document}:${line}`, figures: names })),
    },
    {
      ...{ id: 'drift', title: 'Grown since the last look', why: 'new since then', isKnown: drift.sinceMs !== null },
      lines: [
        ...drift.grown.map(({ path, before, after }) => ({
          what: path,
          figures: `${formats.count(before)} to ${formats.count(after)} lines`,
        })),
        ...drift.newHotspots.map((path) => ({ what: path, figures: 'a hotspot now' })),
      ],
    },
    {
      ...{
        id: 'knowledge',
        title: 'Known by nobody here',
        why: 'written by one who left',
        isKnown: knowledge !== null,
      },
      lines: (knowledge?.orphans ?? []).map(({ path, author, share }) => ({
        what: path,
        figures: `${formats.share(share)} by ${author}`,
      })),
    },
  ];
  return groups.filter(({ isKnown = true }) => isKnown);
}

function count(value: number, one: string, formats: Formats, many = `${one}s`): string {
  if (value === 0) return '';
  return value === 1 ? `1 ${one}` : `${formats.count(value)} ${many}`;
}
