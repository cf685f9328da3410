import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { NotesReport } from '../../../sidecar/contract/studies.ts';

/** A home of Headroom and a project, removed after the test. */
export function makeHome(): { home: string; project: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-studies-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 9 }));
  const project = join(root, 'shop');
  mkdirSync(project);
  return { home: join(root, 'home'), project };
}

export const notesReport: NotesReport = {
  notes: [
    {
      rule: 'moved-files',
      text: '`src/cart.ts` does not exist; the file is `lib/cart.ts`.',
      times: 2,
      sessions: 2,
      client: 'claude-code',
      lastAt: 1_700_000_000_000,
    },
  ],
  calls: 4,
  sessions: 2,
};
