import type { ToolsDoor } from '../../sidecar/api/types.ts';
import { AppError } from '../../sidecar/contract/errors.ts';
import type { ToolProgress, ToolResult, ToolRow } from '../../sidecar/contract/tools.ts';

/** One tool that installs in two steps as the test says, and one that never does. */
export interface FixtureTools extends ToolsDoor {
  /** Lets the installation that waits come to its end. */
  finish(): void;
}

export function makeTools(): FixtureTools {
  const base: ToolRow = {
    ...{ id: 'rtk', name: 'rtk', summary: 'Shortens what commands print.', homepage: 'https://example.com' },
    ...{ licence: 'Apache-2.0', version: '0.50.0', edition: 'default', state: 'absent', installed: null },
    downloads: [{ url: 'https://example.com/rtk.tar.gz', bytes: 4_000_000, sha256: '00' }],
    ...{ previous: null, writes: ['its own settings when it is asked to.'], progress: null },
  };
  let rows: readonly ToolRow[] = [base, { ...base, id: 'other', name: 'other' }];
  const listeners = new Set<(progress: ToolProgress) => void>();
  const finished = Promise.withResolvers<void>();
  const tell = (phase: ToolProgress['phase'], doneBytes: number): void => {
    const progress = { tool: 'rtk', phase, doneBytes, totalBytes: 4_000_000, bytesPerSecond: null, etaSeconds: null };
    for (const listener of listeners) listener({ ...progress, error: null });
  };
  const done = (id: string, outcome: ToolResult['outcome'], installed: ToolRow['installed']): ToolResult => {
    const state = installed === null ? 'absent' : 'current';
    rows = rows.map((row) => (row.id === id ? { ...row, installed, state } : row));
    return { id, outcome, version: installed?.version ?? null, path: installed?.path ?? null };
  };
  const install = async (id: string): Promise<ToolResult> => {
    if (id === 'other') {
      // As the sidecar does: how the last installation ended stays with the tool.
      const error = { code: 'tool.checksum', message: 'What came is not what was pinned.', hint: 'Try again.' };
      const progress = { tool: id, phase: 'failed', doneBytes: 9, totalBytes: 9, bytesPerSecond: null } as const;
      rows = rows.map((row) => (row.id === id ? { ...row, progress: { ...progress, etaSeconds: null, error } } : row));
      throw new AppError('tool.checksum', error.message, { hint: error.hint });
    }
    tell('download', 1_000_000);
    await finished.promise;
    const result = done(id, 'installed', { version: '0.50.0', path: '/tools/rtk', bytes: 9, installedAt: 1 });
    tell('done', 4_000_000);
    return result;
  };
  return {
    ...{ install, update: install, rollback: install },
    list: async () => rows,
    cancel: async () => undefined,
    remove: async (id) => done(id, 'removed', null),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    finish: () => finished.resolve(),
  };
}
