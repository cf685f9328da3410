/**
 * The floor plan: which doors of which rooms are open to whom. The linter's walls in .biome.json are made of it
 * (`npm run house -- --walls`), docs/map.md shows it, test/house/walls.test.ts proves that the linter enforces it.
 */
export interface RoomPlan {
  /** "engine" = its index.ts and types.ts; "engine/terms" = that file too; of lib and contract any file. */
  readonly may: readonly string[];
  /** Guarded builtins that it may use; a pure room may use no other builtin at all. */
  readonly builtins: readonly string[];
  readonly isPure?: true;
}

/** Builtins that belong to a few rooms. */
export const guarded = ['node:sqlite', 'node:child_process', 'node:fs'] as const;

export const floorPlan: Readonly<Record<string, RoomPlan>> = {
  lib: { may: [], builtins: ['node:crypto'], isPure: true },
  contract: { may: [], builtins: [], isPure: true },
  engine: { may: ['lib'], builtins: [], isPure: true },
  dialects: { may: ['lib', 'engine/types', 'engine/terms'], builtins: [], isPure: true },
  providers: { may: ['contract', 'dialects'], builtins: [], isPure: true },
  machine: { may: ['lib', 'contract'], builtins: ['node:fs', 'node:child_process'] },
  preferences: { may: ['lib', 'contract', 'machine', 'providers'], builtins: [] },
  store: { may: ['lib', 'contract', 'machine'], builtins: ['node:sqlite', 'node:fs'] },
  clients: { may: ['lib', 'contract', 'machine'], builtins: [] },
  supervisor: { may: ['lib', 'contract', 'machine'], builtins: [] },
  service: { may: ['lib', 'contract', 'machine'], builtins: [] },
  installs: { may: ['lib', 'contract', 'machine'], builtins: ['node:fs'] },
  account: { may: ['lib', 'contract', 'machine'], builtins: [] },
  logs: { may: ['lib', 'contract', 'machine'], builtins: [] },
  removal: { may: ['lib', 'contract', 'machine', 'clients', 'supervisor', 'service'], builtins: [] },
  worker: {
    may: ['lib', 'contract', 'engine', 'dialects', 'store/types', 'store/originals', 'store/memo', 'machine'],
    builtins: ['node:fs', 'node:child_process'],
  },
  proxy: { may: ['lib', 'contract', 'dialects', 'providers', 'worker', 'store/types'], builtins: [] },
  analytics: { may: ['lib', 'contract'], builtins: ['node:crypto'], isPure: true },
  updates: { may: ['lib', 'contract', 'machine'], builtins: [] },
  prices: { may: ['lib', 'contract', 'machine', 'analytics'], builtins: [] },
  // headroom run stands in front of every command: it enters by single files, so that nothing else is loaded.
  shell: {
    may: [
      'lib',
      'contract',
      'machine',
      'machine/captured-run',
      'machine/directories',
      'machine/descriptors',
      'machine/files',
    ],
    builtins: [],
  },
  window: { may: ['lib', 'contract', 'machine'], builtins: [] },
  api: { may: ['lib', 'contract', 'services'], builtins: ['node:fs'] },
  mcp: { may: ['lib', 'contract'], builtins: [] },
  insights: { may: ['lib', 'contract'], builtins: [], isPure: true },
  learn: { may: ['lib', 'contract', 'machine', 'transcripts'], builtins: [] },
  studies: { may: ['lib', 'contract', 'machine', 'learn'], builtins: [] },
  vitals: { may: ['lib', 'contract', 'machine'], builtins: [] },
  transcripts: { may: ['lib', 'contract', 'machine', 'analytics'], builtins: [] },
  sdk: {
    may: ['lib', 'contract', 'machine', 'machine/paths', 'store', 'store/token', 'supervisor'],
    builtins: [],
  },
  cli: {
    may: [
      ...['lib', 'contract', 'machine', 'worker', 'worker/inline', 'store', 'store/originals', 'demo'],
      ...['engine', 'preferences', 'mcp', 'insights', 'learn', 'transcripts', 'vitals', 'analytics'],
      ...['clients', 'supervisor', 'service', 'removal', 'machine/paths', 'machine/captured-run', 'window', 'installs'],
      ...['account', 'logs', 'prices', 'updates'],
      ...['shell', 'shell/run', 'shell/user-filters', 'shell/filter-places', 'shell/filter-file', 'shell/filter-trust'],
      ...['shell/rewrite-trial', 'shell/trial-verdict'],
      ...['services', 'settings', 'main'],
    ],
    builtins: [],
  },
  demo: {
    may: ['lib', 'contract', 'services', 'settings', 'main'],
    builtins: ['node:fs', 'node:child_process'],
  },
};

/** Files between the rooms and the doors; whoever may import them names them like a room. */
export const rootFiles = ['services', 'settings', 'main'] as const;
/** Rooms that are entered by any file. */
export const openRooms: readonly string[] = ['lib', 'contract'];
