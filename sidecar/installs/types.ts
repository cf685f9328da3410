/** Contracts of managed installs: a record says everything about a tool before a byte of it is fetched. */
import type { ToolRow } from '../contract/tools.ts';

/** One build of a tool. All of it is pinned: what differs by one bit is not installed. */
export interface Artifact {
  /** https, or http on loopback. */
  readonly url: string;
  /** Of the archive, lower-case hex. */
  readonly sha256: string;
  /** Of the archive, exactly. */
  readonly bytes: number;
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

/** A tool that can be installed. */
export interface ManagedTool
  extends Pick<ToolRow, 'id' | 'name' | 'summary' | 'homepage' | 'licence' | 'version' | 'edition' | 'writes'> {
  /** By `${process.platform}-${process.arch}`; what is not named is not supported. */
  readonly artifacts: Readonly<Record<string, Artifact>>;
  readonly smoke: SmokeTest;
}

/** The first run of a fresh program: it must prove that it is what the record says. */
export interface SmokeTest {
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
  /** Where the bytes came from: a URL, or "file" for one that was given. */
  readonly source: string;
  /** Of the archive. */
  readonly sha256: string;
  /** Name of the directory beside the receipts. */
  readonly directory: string;
  readonly file: Member;
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
