import { join } from 'node:path';
import { listNames, readHead } from '../../machine/index.ts';
import type { RunningHeadroom } from '../neighbour.ts';
import type { Check, Finding } from './types.ts';

/** How every SQLite database begins (sqlite.org/fileformat.html §1.3.1). */
const SQLITE_HEAD = 'SQLite format 3\0';

export const ledger = {
  id: 'ledger',
  async find({ settings, neighbour }) {
    if (settings.stateless)
      return [{ check: 'ledger', level: 'ok', message: 'The ledger is kept in memory (--stateless).' }];
    const running = await neighbour();
    const spoken = running.kind === 'headroom' ? listComplaints(running.health) : [];
    return [...(await inspectFile(settings.home)), ...(await findMovedAside(settings.home)), ...spoken];
  },
} satisfies Check;

/** What a running Headroom found wrong with itself, in its own words. */
function listComplaints({ checks }: RunningHeadroom): Finding[] {
  return checks
    .filter(({ ok }) => !ok)
    .map(({ id, message }) => ({
      check: 'ledger',
      level: 'warning',
      message: `The running Headroom reports about its ${id}: ${message}`,
      hint: 'Requests go on; figures may be incomplete until this is repaired.',
    }));
}

async function inspectFile(home: string): Promise<Finding[]> {
  const path = join(home, 'ledger.db');
  try {
    const head = await readHead(path, SQLITE_HEAD.length);
    if (head === null)
      return [{ check: 'ledger', level: 'ok', message: 'There is no ledger yet; the first request makes it.' }];
    if (head.length === 0 || Buffer.from(head).toString('latin1') === SQLITE_HEAD) {
      return [{ check: 'ledger', level: 'ok', message: `The ledger is ${path}.` }];
    }
    return [
      {
        check: 'ledger',
        level: 'broken',
        message: `${path} is no database any more.`,
        hint: 'Start Headroom: it moves the damaged file aside and begins a fresh one.',
      },
    ];
  } catch (error) {
    return [
      {
        check: 'ledger',
        level: 'broken',
        message: `${path} cannot be read: ${(error as Error).message}.`,
        hint: 'Make yourself its owner, or choose another directory with HEADROOM_HOME.',
      },
    ];
  }
}

async function findMovedAside(home: string): Promise<Finding[]> {
  const names = (await listNames(home).catch(() => [])).filter((name) => /^ledger-corrupt-.*\.db$/.test(name));
  if (names.length === 0) return [];
  return [
    {
      check: 'ledger',
      level: 'warning',
      message: `A damaged ledger was moved aside: ${names.join(', ')} in ${home}.`,
      hint: 'Its figures are not counted. Delete the file when you do not need them.',
    },
  ];
}
