import { describe, expect, it } from 'vitest';
import { findDocumentDrift } from '../../../sidecar/vitals/document-drift.ts';
import { classify } from '../../../sidecar/vitals/languages.ts';

function find(texts: Readonly<Record<string, string>>) {
  const files = Object.keys(texts).map((path) => ({ path, role: classify(path), sizeBytes: 1, changedAt: 1 }));
  return findDocumentDrift(files, async (path) => texts[path] ?? null);
}

describe('findDocumentDrift', () => {
  it('finds files and scripts that a document names and that are not there', async () => {
    const found = await find({
      'AGENTS.md':
        'See `src/gone.ts`, `src/here.ts` and `other/example.ts`.\nRun npm run build, npm run nothing, bun run file.ts.',
      'src/here.ts': '',
      'package.json': '{"scripts":{"build":"x"}}',
    });
    expect(found).toEqual([
      { document: 'AGENTS.md', line: 1, names: 'src/gone.ts' },
      { document: 'AGENTS.md', line: 2, names: 'npm run nothing' },
    ]);
  });

  it('reads paths as seen from the document, and lets changelogs and examples be', async () => {
    const texts = {
      'app/README.md': 'See `lib/a.ts`.',
      'app/lib/a.ts': '',
      'CHANGELOG.md': '`app/gone.ts`',
      'x/README.md': '`npm run y`',
    };
    expect(await find(texts)).toEqual([]);
  });
});
