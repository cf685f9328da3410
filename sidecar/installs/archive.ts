import { sha256 } from '../lib/hash.ts';
import { refuseArchive } from './refusals.ts';
import { readTarMember } from './tar.ts';
import type { Artifact } from './types.ts';
import { readZipMember } from './zip.ts';

/**
 * The program in an archive whose hash has been verified; its own hash is verified here.
 * @throws AppError tool.archive
 */
export async function readMember(archive: Uint8Array, { format, member }: Artifact): Promise<Uint8Array> {
  const content = await (format === 'zip' ? readZipMember(archive, member) : readTarMember(archive, member));
  if (sha256(content) !== member.sha256) throw refuseArchive(`"${member.name}" has another checksum`);
  return content;
}
