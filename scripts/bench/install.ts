import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Size of a folder in bytes and files, links not followed. */
export function measureFolder(folder: string): { bytes: number; files: number } {
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    bytes += lstatSync(join(entry.parentPath, entry.name)).size;
    files++;
  }
  return { bytes, files };
}
