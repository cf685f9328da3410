import { lstat, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { sha256 } from '../lib/hash.ts';
import { makeChecksumError } from './failures.ts';
import type { Member, Pinned } from './types.ts';

/** Only its owner may run it or look at it. */
const MODE = 0o700;

/** Writes a new file, with the directories that it needs, through to the disk. @throws the system's error */
export async function writeProgram(path: string, content: Uint8Array, mode = MODE): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    // The bits of the mode may have been masked; what is made here must be runnable.
    if (process.platform !== 'win32') await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether a plain file of the right size stands there; cheap enough for a list. */
export async function looksIntact(path: string, { bytes }: Member): Promise<boolean> {
  const facts = await lstat(path).catch(() => null); // missing, or not to be looked at: not intact
  return facts?.isFile() === true && facts.size === bytes;
}

/** Whether it is the file that was installed, byte for byte. */
export async function isIntact(path: string, member: Member): Promise<boolean> {
  if (!(await looksIntact(path, member))) return false;
  const content = await readFile(path).catch(() => null); // not readable: then it cannot be vouched for
  return content !== null && sha256(content) === member.sha256;
}

/**
 * An archive that somebody brought, if it is the pinned one. The file itself is only read.
 * @throws AppError tool.denied when it cannot be read, tool.checksum when it is another one
 */
export async function readGivenArchive(path: string, { bytes, sha256: pinned }: Pinned): Promise<Uint8Array> {
  const content = await readPlainFile(path, bytes).catch((cause) => {
    throw new AppError(
      'tool.denied',
      `${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'no file'}).`,
      {
        hint: 'Give the path of the archive that the record names; headroom tools list --json tells its address.',
        cause,
      },
    );
  });
  if (content === null) throw makeChecksumError(`${path} does not have the ${bytes} bytes that are expected.`);
  if (sha256(content) !== pinned) throw makeChecksumError(`${path} has another checksum than the pinned one.`);
  return content;
}

/** Null when it has another size: then it is not read. */
async function readPlainFile(path: string, bytes: number): Promise<Uint8Array | null> {
  const facts = await stat(path);
  if (!facts.isFile()) throw new Error(`${path} is no plain file`);
  return facts.size === bytes ? readFile(path) : null;
}
