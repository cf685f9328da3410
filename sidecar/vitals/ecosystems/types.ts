/** The contract of an ecosystem: what its manifest and its lockfile say about dependencies. Offline: asking registries is apart. */
import type { Pinned } from '../registries/types.ts';

/** What an ecosystem may ask about the project. */
export interface ManifestInput {
  /** Path of the manifest, relative to the project. */
  readonly path: string;
  readonly text: string;
  /** Packages that the code beneath the manifest imports, as written there. */
  readonly imports: ReadonlySet<string>;
  /** Whether configuration or scripts beneath the manifest name something, as a word. */
  mentions(name: string): boolean;
  /** Text of another file, by its path relative to the project; null when it is not there. */
  read(path: string): Promise<string | null>;
}

export interface ManifestFindings {
  /** Declared and used nowhere. */
  readonly unused: readonly string[];
  readonly deprecated: readonly { readonly name: string; readonly reason: string }[];
  readonly mismatched: readonly { readonly name: string; readonly reason: string }[];
  /** Every dependency that the manifest declares, as the lockfile has it: what a registry can be asked about. */
  readonly declared: readonly Pinned[];
}

/** One ecosystem: one file here, one line in index.ts. */
export interface Ecosystem {
  readonly id: string;
  /** Name of its manifest. */
  readonly manifest: string;
  /** Id of the registry that knows its packages. */
  readonly registry: string;
  /** Rather silent than wrong: what may be used in a way that is not understood counts as used. Throws on a malformed manifest. */
  judge(input: ManifestInput): Promise<ManifestFindings>;
}

/** The directories from the one of a path up to the project's own, as prefixes: "a/b/", "a/", "". */
export function listParents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.keys()].map((at) => `${parts.slice(0, parts.length - at).join('/')}/`).concat('');
}
