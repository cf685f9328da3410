import { resolve } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { findHome, isDirectory } from '../../machine/index.ts';
import { writeAll } from '../output.ts';
import { createTeller } from '../teller.ts';
import { defineCommand } from '../types.ts';
import { formatVitals } from '../vitals-text.ts';

export const vitals = defineCommand({
  id: 'vitals',
  summary:
    'Look a project over: hotspots, large functions, copies, unused dependencies, drift, knowledge. Offline, but for --online.',
  args: {
    path: { type: 'positional', required: false, description: 'The project; the current directory unless given.' },
    online: {
      type: 'boolean',
      description:
        'Also ask the registries of npm, crates.io, PyPI and Go about newer versions: they hear the names of dependencies.',
    },
    json: { type: 'boolean', description: 'Print everything as JSON.' },
    progress: { type: 'boolean', description: 'Tell on stderr what is being done.' },
  },
  async run({ path, json, progress, online }, io) {
    const project = resolve(path ?? '.');
    if (!(await isDirectory(project))) {
      throw new AppError('file.unreadable', `${project} is not a directory.`, { hint: 'Give the path of a project.' });
    }
    const { scanVitals } = await import('../../vitals/index.ts');
    const report = await scanVitals(project, findHome(io.env), {
      onStep: createTeller(io, progress === true),
      ...(online === true && { online: io.env }),
    });
    await writeAll(io.stdout, json === true ? `${JSON.stringify(report, null, 2)}\n` : formatVitals(report));
    return 0;
  },
});
