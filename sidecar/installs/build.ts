import { basename } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { sha256 } from '../lib/hash.ts';
import type { Build, Bundle, ManagedTool, Pinned } from './types.ts';

/** @throws AppError tool.unsupported */
export function findBuild({ name, artifacts }: ManagedTool, platform: string): Build {
  const build = Object.hasOwn(artifacts, platform) ? artifacts[platform] : undefined;
  if (build !== undefined) return build;
  throw new AppError('tool.unsupported', `There is no build of ${name} for this computer (${platform}).`, {
    hint: `There are builds for ${Object.keys(artifacts).sort().join(', ')}.`,
  });
}

export function isBundle(build: Build): build is Bundle {
  return 'archives' in build;
}

/** What must be fetched for a build, in this order. */
export function listArchives(build: Build): readonly Pinned[] {
  return isBundle(build) ? build.archives : [build];
}

/** Names a build by its content: two builds with the same name put the same files there. */
export function identify(build: Build): string {
  if (!isBundle(build)) return build.sha256;
  const archives = build.archives.map((one) => [one.sha256, one.into, one.top ?? '', one.leaveOut?.source ?? '']);
  return sha256(JSON.stringify([archives, build.files, build.program]));
}

/** Bytes of all archives. */
export function sumBytes(build: Build): number {
  return listArchives(build).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** At most so many bytes stand on the disk when it is unpacked. */
export function sumUnpacked(build: Build): number {
  return isBundle(build) ? build.archives.reduce((sum, { mostBytes }) => sum + mostBytes, 0) : build.member.bytes;
}

/** Name of an archive as it is published: how one that is brought by hand is found among several. */
export function nameArchive({ url }: Pinned): string {
  return decodeURIComponent(basename(new URL(url).pathname));
}
