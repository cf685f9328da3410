import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isPacked, readAsset } from './packed.ts';

/** The version in package.json, the only place where it is written. */
export async function readVersion(): Promise<string> {
  return readMember('version') ?? 'unknown';
}

/**
 * The address of the list of releases with which this Headroom was packed (`npm run pack -- --updates-url URL`).
 * @returns null in the sources, and where none was given.
 */
export function readPackedUpdatesUrl(): string | null {
  return readMember('updatesUrl') || null;
}

/** A text in our own package.json, which lies inside of the executable too. */
function readMember(name: string): string | undefined {
  const bytes = isPacked
    ? readAsset('package.json')
    : readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)));
  const facts: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const value = Object.entries(facts ?? {}).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
