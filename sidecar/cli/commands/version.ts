import { readVersion } from '../../machine/index.ts';
import { writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';

export const version = defineCommand({
  id: 'version',
  summary: 'Print the version of Headroom.',
  args: {},
  async run(_args, io) {
    await writeAll(io.stdout, `headroom ${await readVersion()} (Node ${process.versions.node})\n`);
    return 0;
  },
});
