import { isSameAlive } from '../../machine/index.ts';
import { readMain, readPause } from '../../supervisor/index.ts';
import type { Check, Finding } from './types.ts';

export const supervision = {
  id: 'supervision',
  async find({ settings }) {
    if (settings.stateless) return [];
    const findings = [...(await findPause(settings.home)), ...(await findUncleanEnd(settings.home))];
    if (findings.length > 0) return findings;
    return [{ check: 'supervision', level: 'ok', message: 'No client was released because Headroom failed.' }];
  },
} satisfies Check;

async function findPause(home: string): Promise<Finding[]> {
  const note = await readPause(home);
  if (note === null || note.reason === 'stopped') return [];
  const why = note.reason === 'crashed' ? 'the proxy failed three times within a minute' : 'no Headroom answered';
  return [
    {
      check: 'supervision',
      level: 'warning',
      message: `Since ${new Date(note.at).toISOString()} clients go to their providers directly, because ${why}: ${note.clients.join(', ')}.`,
      hint: 'headroom resume leads them back, and so does the next start of Headroom.',
    },
  ];
}

async function findUncleanEnd(home: string): Promise<Finding[]> {
  const main = await readMain(home);
  if (main === null || (await isSameAlive(main.owner))) return [];
  return [
    {
      check: 'supervision',
      level: 'warning',
      message: `The last Headroom (process ${main.owner.pid}) did not end cleanly.`,
      hint: 'Start it again, or run headroom guard: connected clients then get their own settings back.',
    },
  ];
}
