import { toOrigin } from '../../lib/origin.ts';
import { clientFlags, openClients } from '../client-room.ts';
import { findNeighbour } from '../neighbour.ts';
import { say, writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
import { formatStatus, toStatusJson } from '../status-text.ts';
import { readFigures } from '../summary-source.ts';
import { defineCommand } from '../types.ts';

export const status = defineCommand({
  id: 'status',
  summary: 'Tell whether Headroom runs, which clients go through it, and what today saved. Exit code 0: it runs.',
  args: clientFlags,
  async run({ json, ...flags }, io) {
    const settings = await findSettings(flags, io.env);
    const [neighbour, clients] = await Promise.all([
      findNeighbour(settings),
      openClients(flags, io).then((room) => room.list()),
    ]);
    const midnight = new Date().setHours(0, 0, 0, 0);
    const span = { sinceMs: midnight, untilMs: Date.now() };
    const today = await readFigures(['summary'], span, { settings, tell: () => {} }).then(
      ({ summary }) => summary,
      // The rest is true all the same.
      (error: unknown) => {
        say(io, `No figures of today: ${(error as Error).message}`);
        return null;
      },
    );
    const found = {
      url: toOrigin(settings.host, settings.port),
      neighbour,
      clients: clients.map(({ id, name, state }) => ({ id, name, state })),
      today,
    };
    await writeAll(
      io.stdout,
      json === true ? `${JSON.stringify(toStatusJson(found), null, 2)}\n` : formatStatus(found),
    );
    return neighbour.kind === 'headroom' ? 0 : 1;
  },
});
