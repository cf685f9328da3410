/** What Headroom changes on a computer: shown before it is set up, and removed by `headroom uninstall`. */

/** One thing that is there, or would be. */
export interface Change {
  /** process: a Headroom that runs. service: started by the system. client: settings of a client. mcp: our server in them. hook: our hook in them. account: a token in a keychain. data: files of ours. */
  readonly kind: 'process' | 'service' | 'client' | 'mcp' | 'hook' | 'account' | 'data';
  /** One sentence for people. */
  readonly what: string;
  /** Absolute; for clients as people write them, with ~. */
  readonly paths: readonly string[];
  /** False: Headroom would make it, and has not. */
  readonly exists: boolean;
  /** Size of data; null for everything else. */
  readonly bytes: number | null;
}

/** How an uninstallation went. */
export interface Removal {
  /** What was removed, in words. */
  readonly removed: readonly string[];
  /** What could not be removed, with the reason. */
  readonly left: readonly string[];
}
