/** The contract of a registry: where it is asked, for what, and what it tells of a dependency. Only asked when a person wants it. */

/** A dependency as manifest and lockfile have it. */
export interface Pinned {
  readonly name: string;
  /** The version in use; null when nothing tells it exactly: then nobody is asked. */
  readonly version: string | null;
  /** Address that the lockfile says it was fetched from; null when it names none, as for the usual registry. */
  readonly from: string | null;
}

/** What a registry tells of a dependency. */
export interface Release {
  /** The newest version, when whoever moves to it from the one in use may have to change something; null otherwise. */
  readonly beyond: string | null;
  /** Why the version in use should not be: its maker gave it up or took it back; null when nothing is said. */
  readonly warning: string | null;
}

/** GET of an address; null when there is nothing at it. Throws on everything else that is no answer. */
export type Get = (url: string, accept?: string) => Promise<string | null>;

/** One question to a registry. */
export interface Question {
  /** The host that hears the name of the dependency. */
  readonly host: string;
  /** Null when the registry does not know it. Throws a SyntaxError on an answer that is none. */
  ask(get: Get): Promise<Release | null>;
}

/** How this computer is set up, as far as registries are concerned. */
export interface Setup {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly userHome: string;
  /** Text of a settings file, by its absolute path; null when it is not there. */
  read(path: string): Promise<string | null>;
  /** Text of a file of the project, by its path there. */
  readInProject(path: string): Promise<string | null>;
}

/** One registry: one file here, one line in index.ts. */
export interface Registry {
  readonly id: string;
  /**
   * Reads where this computer asks it.
   * @returns the question about a dependency; null for one that comes from elsewhere, or may: its name stays here
   */
  open(setup: Setup): Promise<(pinned: Pinned) => Question | null>;
}
