import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSelection, DataSizes } from '../contract/data.ts';

/** The files of one report, as studies/shelf.ts lays them down: the report, and the project beside it. */
export interface StudyFile {
  readonly paths: readonly string[];
  /** What it is about; null: the whole computer. */
  readonly project: string | null;
  readonly bytes: number;
  /** When it was made, ms since the epoch. */
  readonly at: number;
}

const DAY_MS = 86_400_000;
const NAME_SUFFIX = '.name';

/** Reports of a home; none where none was ever made. */
export function listStudies(home: string): StudyFile[] {
  const directory = join(home, 'studies');
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const names = new Set(readdirSync(directory));
  return [...names]
    .filter((name) => !name.endsWith(NAME_SUFFIX))
    .flatMap((name) => {
      const label = names.has(name + NAME_SUFFIX) ? join(directory, name + NAME_SUFFIX) : null;
      const paths = [join(directory, name), ...(label === null ? [] : [label])];
      const found = paths.flatMap((path) => statSync(path, { throwIfNoEntry: false }) ?? []);
      const [report] = found;
      // Gone since the directory was read.
      if (report === undefined) return [];
      const bytes = found.reduce((sum, { size }) => sum + size, 0);
      return [{ paths, project: label === null ? null : readLabel(label), bytes, at: report.mtimeMs }];
    });
}

export function sumStudies(studies: readonly StudyFile[]): Pick<DataSizes, 'studies' | 'studyBytes'> {
  return { studies: studies.length, studyBytes: studies.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Those that a selection means. */
export function pickStudies(home: string, selection: DataSelection, now: number): StudyFile[] {
  const studies = listStudies(home);
  switch (selection.kind) {
    case 'all':
      return studies;
    case 'older':
      return studies.filter(({ at }) => at < now - selection.days * DAY_MS);
    case 'project':
      return studies.filter(({ project }) => project === selection.project);
  }
}

export function removeStudies(studies: readonly StudyFile[]): void {
  for (const { paths } of studies) for (const path of paths) rmSync(path, { force: true });
}

function readLabel(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // removed meanwhile: then nobody knows what the report was about
  }
}
