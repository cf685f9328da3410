import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toUpdatesUrl } from '../../sidecar/settings.ts';
import { root } from './project.ts';
import { readProjectFile } from './tree.ts';

/** Members of package.json that the program itself reads; see sidecar/machine/version.ts. */
export interface PackedFacts {
  readonly name: string;
  readonly version: string;
  /** Where the packed Headroom asks for newer versions, once a person has chosen a channel. Absent: nowhere. */
  readonly updatesUrl?: string;
}

/**
 * The address that `npm run pack -- --updates-url URL` names; null: none, or an empty one.
 * @throws AppError settings.invalid when it is none that the program would take.
 */
export function readUpdatesOption(args: readonly string[]): string | null {
  const { values } = parseArgs({ args: [...args], options: { 'updates-url': { type: 'string' } }, strict: false });
  const given = values['updates-url'];
  // Without a value the parser says true: what was forgotten must not look like none.
  return toUpdatesUrl(typeof given === 'string' ? given.trim() : given === undefined ? null : '?');
}

/** Our package.json as it is packed. */
export function readPackedManifest(updatesUrl: string | null): PackedFacts & Record<string, unknown> {
  const facts = JSON.parse(readProjectFile('package.json')) as PackedFacts & Record<string, unknown>;
  return updatesUrl === null ? facts : { ...facts, updatesUrl };
}

/** Writes it for the executable. @returns its path. */
export function writePackedManifest(updatesUrl: string | null): string {
  const path = join(root, 'build/pack/package.json');
  writeFileSync(path, `${JSON.stringify(readPackedManifest(updatesUrl), null, 2)}\n`);
  return path;
}
