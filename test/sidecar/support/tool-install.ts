/**
 * Installs the tool of the tests in a process of its own: node tool-install.ts <home> <url> <version>.
 * Prints a line for every step, and at the end the outcome or the code of the error.
 */
import { createTools } from '../../../sidecar/installs/index.ts';
import { makeRelease, platform } from '../../unit/installs/support/records.ts';

const [home = '', url = '', version = ''] = process.argv.slice(2);
const { tool } = makeRelease(url, version);
const tools = createTools({ home, env: process.env, platform, records: [tool] });
tools.onProgress(({ phase, doneBytes }) => process.stdout.write(`${phase} ${doneBytes}\n`));
try {
  const { outcome } = await tools.install('tool');
  process.stdout.write(`outcome ${outcome}\n`);
} catch (error) {
  const { code = 'defect', message, hint = '' } = error as { code?: string; message: string; hint?: string };
  process.stdout.write(`outcome ${code}\n${message}\n${hint}\n`);
  if (!code.startsWith('tool.')) throw error;
}
