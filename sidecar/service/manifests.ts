import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { listNames, readTextWithin, removeEmptyDirectory, removeFile, writeFileAtomic } from '../machine/index.ts';
import { hosts } from './hosts/index.ts';
import type { Manifest, ServiceHost } from './types.ts';

const MAX_BYTES = 1024 * 1024;

const directoryOf = (home: string): string => join(home, 'service');
const pathOf = (home: string, host: string): string => join(directoryOf(home), `${host}.json`);

/** Written before each change, so that whatever breaks off can be undone. */
export async function writeManifest(home: string, manifest: Manifest): Promise<void> {
  await writeFileAtomic(pathOf(home, manifest.host), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What is installed, also what broke off. @throws AppError service.failed when a manifest is damaged. */
export async function readManifests(home: string): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const name of await listNames(directoryOf(home))) {
    const host = /^(.+)\.json$/.exec(name)?.[1];
    if (host === undefined || findHostById(host) === undefined) continue;
    const path = pathOf(home, host);
    const manifest = parse((await readTextWithin(path, MAX_BYTES)) ?? '');
    if (manifest === null) {
      throw new AppError('service.failed', `The record of an installed service is damaged: ${path}.`, {
        hint: 'Install it again with the same preset, then remove it.',
      });
    }
    manifests.push(manifest);
  }
  return manifests;
}

/** Also takes the directory away when nothing else is in it. */
export async function removeManifest(home: string, host: string): Promise<void> {
  await removeFile(pathOf(home, host));
  await removeEmptyDirectory(directoryOf(home));
}

export function findHostById(id: string): ServiceHost | undefined {
  return hosts.find((host) => host.id === id);
}

function parse(text: string): Manifest | null {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const lists = [value?.files, value?.directories, value?.clients];
    const isWhole = value?.version === 1 && typeof value.facts === 'object' && lists.every(Array.isArray);
    return isWhole ? (value as Manifest) : null;
  } catch {
    return null; // cut off or not JSON: damaged, which null says
  }
}
