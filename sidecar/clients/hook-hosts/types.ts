/** The contract of a client whose tools we can stand behind by a hook, or of which it is known that we cannot. */
import type { ClientFinding, FileEdit, Found, Machine } from '../types.ts';

/** One client: one file here, one line in index.ts. Only reads. */
export interface HookHost {
  readonly id: string;
  readonly name: string;
  /** Why nothing is installed, with the version in which it was seen; null when a hook can replace what a tool printed. */
  readonly obstacle: string | null;
  detect(machine: Machine): Promise<Found | null>;
  /** @param origin of Headroom, without a trailing slash; empty when there is an obstacle. */
  edits(origin: string, machine: Machine): Promise<readonly FileEdit[]>;
  /** What keeps an installed hook from being asked; empty when nothing does. */
  verify(origin: string, machine: Machine): Promise<readonly ClientFinding[]>;
}

/** Of a client that offers no such hook. */
export const noHook = { edits: async () => [], verify: async () => [] } as const;
