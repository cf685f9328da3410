import { createInterface } from 'node:readline/promises';
import type { Change } from '../../contract/changes.ts';
import { listChanges, removeEverything } from '../../removal/index.ts';
import { usage } from '../args.ts';
import { findInstalled } from '../installed.ts';
import { say, writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
import { defineCommand, type Io } from '../types.ts';

export const uninstall = defineCommand({
  id: 'uninstall',
  summary: 'List everything that Headroom has put on this computer, ask, and take it back.',
  args: {
    yes: { type: 'boolean', description: 'Do not ask.' },
    'dry-run': { type: 'boolean', description: 'Only list what would be removed.' },
    json: { type: 'boolean', description: 'Print the list, or how it went, as JSON.' },
    port: { type: 'string', valueHint: 'number', description: 'Port of the proxy (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
  },
  async run({ yes, 'dry-run': dryRun, json, port, home }, io) {
    const settings = await findSettings({ port, home }, io.env);
    const installed = findInstalled(settings, io.env);
    const changes = (await listChanges(installed)).filter(({ exists }) => exists);
    const isJson = json === true;
    if (dryRun === true) {
      await writeAll(io.stdout, isJson ? toJson({ changes }) : formatChanges(changes));
      return 0;
    }
    if (!isJson) await writeAll(io.stdout, formatChanges(changes));
    if (changes.length === 0) {
      if (isJson) await writeAll(io.stdout, toJson({ removed: [], left: [] }));
      return 0;
    }
    if (yes !== true && !(await ask(io))) {
      say(io, 'Nothing was removed.');
      return 1;
    }
    const { removed, left } = await removeEverything(installed);
    if (isJson) await writeAll(io.stdout, toJson({ removed, left }));
    else for (const line of left) say(io, `Left: ${line}`);
    if (!isJson)
      say(
        io,
        left.length === 0
          ? 'Everything is removed. The package itself: npm uninstall --global headroom-desktop.'
          : 'The rest is removed.',
      );
    return left.length === 0 ? 0 : 1;
  },
});

async function ask(io: Io): Promise<boolean> {
  if ((io.stdin as { isTTY?: boolean }).isTTY !== true)
    throw usage('nobody can be asked here: give --yes, or --dry-run');
  const asking = createInterface({ input: io.stdin, output: io.stderr });
  const answer = await asking.question('Remove all of this? [y/N] ');
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

function formatChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'There is nothing of Headroom on this computer but the package itself.\n';
  return changes
    .map(({ what, paths, bytes }) => {
      const size = bytes === null ? '' : ` (${(bytes / 1e6).toFixed(1)} MB)`;
      return `${what}${size}\n${paths.map((path) => `  ${path}\n`).join('')}`;
    })
    .join('');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
