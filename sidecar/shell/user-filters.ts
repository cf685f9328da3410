import { type FilterFile, findFilterFiles, isFirstSight } from './filter-trust.ts';

/** An output as the user's filters leave it. */
export interface Filtered {
  readonly text: string;
  /** The line that says what is missing and where all of it lies. */
  readonly marker: string;
}

export interface FilterRequest {
  /** Program first. */
  readonly argv: readonly string[];
  readonly text: string;
  readonly exitCode: number;
  readonly directory: string;
  /** Headroom's. */
  readonly home: string;
  /** Stores all of it and gives the place as an agent can open it; null when that cannot be. */
  keep(text: string): Promise<string | null>;
  /** One line for people. */
  tell(line: string): void;
}

/**
 * What the user's filters make of an output; null when there are none, or they take nothing out that is worth its marker.
 * A command that failed is never filtered. Never rejects: whatever is wrong, the output stays as it is.
 */
export async function applyUserFilters(request: FilterRequest): Promise<Filtered | null> {
  const { argv, text, exitCode, directory, home, keep, tell } = request;
  if (exitCode !== 0) return null;
  try {
    const files = await findFilterFiles(directory, home);
    if (files.length === 0) return null;
    for (const file of files) await tellUntrusted(file, home, tell);
    const [{ parseFilters, findFilter }, { filterLines }] = await Promise.all([
      import('./filter-file.ts'),
      import('./line-filter.ts'),
    ]);
    for (const { path, text: source } of files.filter(({ isTrusted }) => isTrusted)) {
      const filter = findFilter(parseFilters(source), argv);
      const left = filter === null ? null : filterLines(text, filter);
      if (left === null) continue;
      const place = await keep(text);
      if (place === null) return null;
      const marker = `[headroom: ${left.shown} of ${left.total} lines left by ${path}; whole output: ${place}]`;
      return left.text.length + marker.length < text.length ? { text: left.text, marker } : null;
    }
    return null;
  } catch (error) {
    tell(`headroom: filters were not used: ${(error as Error).message}`);
    return null;
  }
}

async function tellUntrusted(file: FilterFile, home: string, tell: FilterRequest['tell']): Promise<void> {
  if (file.isTrusted || !(await isFirstSight(file, home))) return;
  tell(`headroom: ${file.path} is not used until you have looked at it and trust it: headroom filters trust`);
}
