/** Contracts of managed installs: a record says everything about a tool before a byte of it is fetched. */
import type { ToolRow } from '../contract/tools.ts';

/** A file that is fetched. All of it is pinned: what differs by one bit is not installed. */
export interface Pinned {
  /** https, or http on loopback. */
  readonly url: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Exactly. */
  readonly bytes: number;
}

/** A tool that is one program in one archive. */
export interface Artifact extends Pinned {
  readonly format: 'tar.gz' | 'zip';
  readonly member: Member;
}

/** The only file of an archive. */
export interface Member {
  /** A bare name: what has a directory is refused. */
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A tool that is made of several archives: a runtime, and what it runs. */
export interface Bundle {
  readonly archives: readonly BundleArchive[];
  /** Files of ours beside them. */
  readonly files: readonly OwnFile[];
  /** The program, by its path in the version's directory. */
  readonly program: string;
}

/** An archive with many files; its hash says that they are the pinned ones, so they need none of their own. */
export interface BundleArchive extends Pinned {
  /** wheel: a .zip whose RECORD must name every file of it with its hash. */
  readonly format: 'tar.gz' | 'wheel';
  /** Directory in that of the version; several archives may share one, but no file. */
  readonly into: string;
  /** The directory of the archive that holds everything; it is left away. */
  readonly top?: string;
  /** Paths (without `top`) that nobody needs: they are checked like the others and not written. */
  readonly leaveOut?: RegExp;
  /** Unpacked it has at most so many bytes. */
  readonly mostBytes: number;
}

export interface OwnFile {
  /** In the version's directory. */
  readonly path: string;
  readonly text: string;
}

/** What is installed on one platform. */
export type Build = Artifact | Bundle;

/** A tool that can be installed. */
export interface ManagedTool
  extends Pick<ToolRow, 'id' | 'name' | 'summary' | 'homepage' | 'licence' | 'version' | 'edition' | 'writes'> {
  /** By `${process.platform}-${process.arch}`; what is not named is not supported. */
  readonly artifacts: Readonly<Record<string, Build>>;
  readonly smoke: SmokeTest;
}

/** The first run of a fresh program: it must prove that it is what the record says. */
export interface SmokeTest {
  /** `{directory}` stands for the version's directory. */
  readonly args: readonly string[];
  /** What its standard output must match. */
  readonly expects: RegExp;
  readonly timeoutMs: number;
  /** Settings that keep it quiet. */
  readonly env: Readonly<Record<string, string>>;
}

/** What was installed, as it is written beside the program. */
export interface Receipt {
  readonly version: string;
  readonly edition: string;
  readonly licence: string;
  readonly platform: string;
  /** Where the bytes came from: a URL (the first of several), or "file" for what was given. */
  readonly source: string;
  /** Of the archive; of several, the hash that names them all together. */
  readonly sha256: string;
  /** Name of the directory beside the receipts. */
  readonly directory: string;
  /** The program; of a tool of several archives the list of all its files with their hashes. */
  readonly file: Member;
  /** The program by its path in the directory, where that list is the file. */
  readonly program?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly installedAt: number;
}

/** The one file that says which version counts; replaced as a whole, so that a switch is atomic. */
export interface Receipts {
  readonly current: Receipt;
  readonly previous: Receipt | null;
}

/** Bytes that have come, of all. */
export type OnBytes = (doneBytes: number) => void;

/** What an installation needs of the computer; tests give their own. */
export interface Surroundings {
  /** Headroom's home, absolute. */
  readonly home: string;
  /** Proxy settings, and what a tool may see of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `${process.platform}-${process.arch}` */
  readonly platform: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Bytes that are free where a path lies. */
  readonly readFreeBytes: (path: string) => Promise<number>;
  /** Waits between two attempts to go on with a download, ms. */
  readonly wait: (ms: number) => Promise<void>;
}
