import type { VitalsReport } from '../../../sidecar/contract/vitals.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** One kind of finding with its places. */
export interface VitalsGroup {
  readonly id: keyof Texts['optimise']['vitals']['groups'];
  readonly title: string;
  /** Why it matters, in a few words. */
  readonly why: string;
  readonly lines: readonly { readonly what: string; readonly figures: string }[];
}

/** The first line of the page. */
export function makeVitalsTitle(report: VitalsReport | null, formats: Formats): string {
  const { title, found } = texts().optimise.vitals;
  if (report === null) return title;
  const { hotspots, largeFunctions, dependencies } = report;
  const counts = { hotspots: hotspots.length, functions: largeFunctions.length, unused: dependencies.unused.length };
  return found(counts, formats);
}

/** What was looked at, and how far it can be trusted. */
export function describeVitals(report: VitalsReport | null, formats: Formats): string {
  const said = texts().optimise.vitals;
  if (report === null) return said.about;
  const { totals, confidence } = report;
  const waiting = totals.waiting > 0 ? ` ${said.waiting(totals.waiting, formats)}` : '';
  const trust = confidence.level === 'good' ? '' : ` ${confidence.reason}`;
  return `${said.totals(formats.count(totals.code), formats.compact(totals.lines))}${waiting}${trust}`;
}

/** Everything that was found, by kind; kinds that need git are left out without it. */
export function listVitals(report: VitalsReport, formats: Formats): readonly VitalsGroup[] {
  const said = texts().optimise.vitals;
  const { dependencies, drift, knowledge } = report;
  const groups: readonly (Pick<VitalsGroup, 'id' | 'lines'> & { readonly isKnown?: boolean })[] = [
    {
      ...{ id: 'hotspots', isKnown: report.history !== null },
      lines: report.hotspots.map((spot) => ({ what: spot.path, figures: said.hotspot(spot, formats) })),
    },
    {
      id: 'functions',
      lines: report.largeFunctions.map(({ path, line, name, lines, branches }) => ({
        what: `${path}:${line}  ${name}`,
        figures: said.largeFunction(lines, branches, formats),
      })),
    },
    {
      id: 'files',
      lines: report.largeFiles.map(({ path, lines, sizeBytes }) => ({
        what: path,
        figures: lines > 0 ? said.largeFile(lines, formats.bytes(sizeBytes), formats) : formats.bytes(sizeBytes),
      })),
    },
    {
      id: 'copies',
      lines: report.duplicates.map(({ lines, places }) => ({
        what: places.map(({ path, line }) => `${path}:${line}`).join(' = '),
        figures: said.lines(lines, formats),
      })),
    },
    {
      id: 'dependencies',
      lines: [
        ...dependencies.unused.map(({ manifest, name }) => ({ what: name, figures: said.unused(manifest) })),
        ...dependencies.deprecated.map(({ name, reason }) => ({ what: name, figures: reason })),
        ...dependencies.mismatched.map(({ name, reason }) => ({ what: name, figures: reason })),
        ...dependencies.stale.map(({ name, version, newest }) => ({
          what: name,
          figures: said.outdated(newest, version),
        })),
        ...(dependencies.online?.troubles ?? []).map((trouble) => ({ what: said.notAsked, figures: trouble })),
      ],
    },
    {
      id: 'documents',
      lines: drift.documents.map(({ document, line, names }) => ({ what: `${document}:${line}`, figures: names })),
    },
    {
      ...{ id: 'drift', isKnown: drift.sinceMs !== null },
      lines: [
        ...drift.grown.map(({ path, before, after }) => ({
          what: path,
          figures: said.grown(formats.count(before), formats.count(after)),
        })),
        ...drift.newHotspots.map((path) => ({ what: path, figures: said.newHotspot })),
      ],
    },
    {
      ...{ id: 'knowledge', isKnown: knowledge !== null },
      lines: (knowledge?.orphans ?? []).map(({ path, author, share }) => ({
        what: path,
        figures: said.writtenBy(formats.share(share), author),
      })),
    },
  ];
  return groups.filter(({ isKnown = true }) => isKnown).map(({ id, lines }) => ({ id, lines, ...said.groups[id] }));
}
