/** What a scan of a project finds, as the command line, the API and the page show it. Paths are relative to the project, with "/". Times in ms since the epoch. */

/** A function as its text shows it. */
export interface FunctionSpan {
  readonly name: string;
  /** Line on which it begins, counted from 1. */
  readonly line: number;
  /** Of code: without comments, docstrings and blank lines. */
  readonly lines: number;
  readonly branches: number;
}

export interface Hotspot {
  readonly path: string;
  /** 0 to 100, relative to the hottest file of this project. */
  readonly score: number;
  readonly commits: number;
  readonly lines: number;
  readonly complexity: number;
  /** Files that usually change with it. */
  readonly coupled: readonly string[];
}

export interface Coupling {
  readonly files: readonly [string, string];
  readonly together: number;
  /** Lower bound (95 %) of the share of changes of the rarer one in which both change. */
  readonly strength: number;
}

export interface Knowledge {
  readonly authors: number;
  /** Fewest people who wrote the most changes of half of the files. */
  readonly truckFactor: number | null;
  /** Code that one person made, who has not been seen for half a year. */
  readonly orphans: readonly {
    readonly path: string;
    readonly author: string;
    readonly share: number;
    readonly lastAt: number;
  }[];
}

export interface Duplicate {
  readonly lines: number;
  readonly places: readonly { readonly path: string; readonly line: number }[];
}

export interface Dependencies {
  readonly manifests: readonly string[];
  /** Declared and named nowhere in the code, the scripts or the configuration beneath the manifest. */
  readonly unused: readonly { readonly manifest: string; readonly name: string }[];
  /** The lockfile, or the registry where it was asked, says that its maker gave it up or took it back. */
  readonly deprecated: readonly { readonly manifest: string; readonly name: string; readonly reason: string }[];
  /** The lockfile does not fit the manifest. */
  readonly mismatched: readonly { readonly manifest: string; readonly name: string; readonly reason: string }[];
  /** A newer version is out to which one does not move without looking; only where registries were asked. */
  readonly stale: readonly {
    readonly manifest: string;
    readonly name: string;
    /** In use. */
    readonly version: string;
    readonly newest: string;
  }[];
  /** What registries were asked; null when nothing was, as usual. */
  readonly online: {
    readonly asked: number;
    /** Dependencies without a version that the lockfile tells, or from elsewhere than the usual registry. */
    readonly unasked: number;
    /** What went wrong, in sentences. */
    readonly troubles: readonly string[];
  } | null;
  /** Manifests of ecosystems that are not understood here. */
  readonly notLookedAt: readonly string[];
}

export interface Drift {
  /** When the scan before was; null when this is the first. */
  readonly sinceMs: number | null;
  readonly grown: readonly { readonly path: string; readonly before: number; readonly after: number }[];
  readonly newHotspots: readonly string[];
  /** Documents for people and agents that name files or scripts which are not there. */
  readonly documents: readonly { readonly document: string; readonly line: number; readonly names: string }[];
}

/** How far the figures about change can be trusted. */
export interface Confidence {
  readonly level: 'none' | 'low' | 'good';
  readonly reason: string;
}

export interface VitalsReport {
  readonly path: string;
  readonly scannedAt: number;
  readonly tookMs: number;
  readonly totals: {
    readonly files: number;
    readonly code: number;
    readonly tests: number;
    readonly generated: number;
    /** Code files whose text was read, now or in a scan before. */
    readonly read: number;
    /** Code files that there was no time for; the next scan goes on with them. */
    readonly waiting: number;
    readonly lines: number;
  };
  readonly confidence: Confidence;
  /** Null without git. */
  readonly history: { readonly commits: number; readonly days: number; readonly idleDays: number } | null;
  readonly hotspots: readonly Hotspot[];
  readonly couplings: readonly Coupling[];
  readonly largeFiles: readonly { readonly path: string; readonly lines: number; readonly sizeBytes: number }[];
  readonly largeFunctions: readonly (FunctionSpan & { readonly path: string })[];
  readonly duplicates: readonly Duplicate[];
  readonly knowledge: Knowledge | null;
  readonly dependencies: Dependencies;
  readonly drift: Drift;
}
