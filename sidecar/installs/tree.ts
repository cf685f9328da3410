import { refuseArchive } from './refusals.ts';

/** A file of an archive, by its path in it. */
export interface TreeFile {
  /** With "/", relative, without "." and "..". */
  readonly path: string;
  readonly content: Uint8Array;
  readonly isProgram: boolean;
}

/** More files than this are no runtime and no library (CPython has about 5000). */
const MOST_FILES = 20_000;
/** Shorter than what any system takes, with room for the directory that it goes into. */
const LONGEST_PATH = 240;
/** Characters that mean something else on Windows, or cannot be seen. */
const ODD = /[\p{Cc}\\:*?"<>|]/u;
/** Names that Windows gives to devices, and ends that it takes away. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$/i;

/**
 * A path in an archive, if it stays where it is unpacked on every system.
 * @throws AppError tool.archive
 */
export function checkPath(path: string): string {
  const told = JSON.stringify(path.slice(0, 80));
  const names = path.split('/');
  if (path.startsWith('/') || names.includes('..') || ODD.test(path)) {
    throw refuseArchive(`the name ${told} leads out of its directory`);
  }
  if (path.length > LONGEST_PATH) throw refuseArchive(`the name ${told}… is too long`);
  if (names.some((name) => name === '' || name === '.' || RESERVED.test(name))) {
    throw refuseArchive(`the name ${told} is none for a file`);
  }
  return path;
}

/**
 * Keeps watch over the names of an archive: none twice, also where capitals do not count, none that is a file and a
 * directory, and not too many.
 */
export class TreeNames {
  private readonly files = new Set<string>();
  private readonly directories = new Set<string>();

  /** @throws AppError tool.archive */
  add(path: string): void {
    const name = path.toLowerCase();
    if (this.files.has(name) || this.directories.has(name)) {
      throw refuseArchive(`it holds ${JSON.stringify(path.slice(0, 80))} twice`);
    }
    for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
      const directory = name.slice(0, at);
      if (this.files.has(directory)) throw refuseArchive(`${JSON.stringify(directory)} is a file and a directory`);
      this.directories.add(directory);
    }
    this.files.add(name);
    if (this.files.size > MOST_FILES) throw refuseArchive(`it holds more than ${MOST_FILES} files`);
  }
}
