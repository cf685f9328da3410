import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const checksumsName = 'SHA256SUMS';

/**
 * Writes SHA256SUMS over every other file of a directory, in the form that `sha256sum --check` reads.
 * @returns its path. @throws when there is nothing to sum: an empty list would check whatever lies there.
 */
export function writeChecksums(directory: string): string {
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== checksumsName)
    .map(({ name }) => name)
    .sort();
  if (files.length === 0) throw new Error(`${directory} holds nothing to make checksums of`);
  const lines = files.map((name) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(directory, name)))
      .digest('hex');
    return `${sum}  ${name}\n`;
  });
  const path = join(directory, checksumsName);
  writeFileSync(path, lines.join(''));
  return path;
}
