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

  it('pauses a client in conflict that still holds our address, and tells which one could not be', async () => {
    const nothing = { dryRun: false, notes: [], steps: [], left: [], backups: [], error: null } as const;
    const change = { file: '~/x', kind: 'change', values: [] } as const;
    const asked: string[] = [];
    const conflict = (id: string) => ({ ...row, id, name: id, state: 'conflict' }) as const;
    const room = {
      list: async () => [conflict('old'), conflict('gone'), conflict('torn')],
      pause: async () => [
        { id: 'old', name: 'Old', outcome: 'failed', changes: [], ...nothing, error: denied } as const,
      ],
      disconnect: async (id: string, options = {}) => {
        asked.push(`${id} ${JSON.stringify(options)}`);
        if (id === 'torn') throw new AppError('client.malformed', 'Torn.');
        const diff = `--- ~/x\n+++ ~/x\n${id === 'old' ? '-' : '+'}  "url": "http://127.0.0.1:8787"\n`;
        return [{ id, name: id, outcome: 'disconnected', changes: [{ ...change, diff }], ...nothing } as const];
      },
    };
    const denied = { code: 'client.denied', message: 'It cannot be written.', hint: 'Own it.' } as const;
    const [finding] = await clients.find(makeSituation({ clients: async () => room }));
    expect(finding).toMatchObject({ level: 'broken', message: expect.stringMatching(/^old points at /) });
    expect(asked).toEqual(['old {"dryRun":true}', 'gone {"dryRun":true}', 'torn {"dryRun":true}']);
    await expect(finding?.fix?.run()).rejects.toMatchObject({ message: 'Old: It cannot be written.', hint: 'Own it.' });
  });

  it('tells a damaged record instead of stopping', async () => {
    const situation = makeSituation({
      clients: async () => Promise.reject(new AppError('client.malformed', 'Damaged.', { hint: 'Move it.' })),
    });
    expect(await clients.find(situation)).toMatchObject([{ level: 'broken', message: 'Damaged.', hint: 'Move it.' }]);
  });
});
