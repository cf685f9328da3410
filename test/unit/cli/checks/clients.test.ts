import { describe, expect, it } from 'vitest';
import { clients } from '../../../../sidecar/cli/checks/clients.ts';
import type { ClientRow } from '../../../../sidecar/contract/clients.ts';
import { AppError } from '../../../../sidecar/contract/errors.ts';
import { makeSituation } from './situation.ts';

const row: ClientRow = {
  ...{ id: 'codex', name: 'Codex', state: 'connected', how: 'files', installed: true, version: null, program: null },
  ...{ lastSeenAt: null, findings: [] },
};

describe('clients', () => {
  it('calls a client broken that points where nothing runs, and pauses it when asked to', async () => {
    const done: string[] = [];
    const situation = makeSituation({
      clients: async () => ({
        list: async () => [row, { ...row, id: 'zed', name: 'Zed' }, { ...row, id: 'goose', state: 'paused' }],
        pause: async () => {
          done.push('pause');
          return [];
        },
        disconnect: async (id) => {
          done.push(`disconnect ${id}`);
          return [];
        },
      }),
    });
    const findings = await clients.find(situation);
    expect(findings[0]).toMatchObject({ level: 'broken', message: expect.stringContaining('Codex, Zed point at') });
    expect(done).toEqual([]);
    await findings[0]?.fix?.run();
    expect(done).toEqual(['pause', 'disconnect codex', 'disconnect zed']);
  });

  it('tells a damaged record instead of stopping', async () => {
    const situation = makeSituation({
      clients: async () => Promise.reject(new AppError('client.malformed', 'Damaged.', { hint: 'Move it.' })),
    });
    expect(await clients.find(situation)).toMatchObject([{ level: 'broken', message: 'Damaged.', hint: 'Move it.' }]);
  });
});
