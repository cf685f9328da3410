import { describe, expect, it } from 'vitest';
import type { LogEntry, LogLine, LogQuestion } from '../../../../sidecar/contract/logs.ts';
import { makeApi } from '../make-api.ts';

const line: LogLine = {
  ...{ id: 'a-1-1', at: 1, level: 'warning', source: 'engine', text: 'It died', detail: null, about: null, pid: 7 },
};

function open(over: object = {}) {
  const asked: LogQuestion[] = [];
  const written: LogEntry[] = [];
  const defects: unknown[] = [];
  const log = {
    write: (entry: LogEntry) => void written.push(entry),
    writeDefect: (_source: string, error: unknown) => void defects.push(error),
    read: async (question: LogQuestion) => {
      asked.push(question);
      return { lines: [line], total: 1, path: '~/log', problem: null };
    },
  };
  return { ...makeApi({ log, ...over }), asked, written, defects };
}

describe('GET /api/v1/logs', () => {
  it('hands on what is asked for, and asks for the newest of all by itself', async () => {
    const { ask, asked, written } = open();
    expect(await (await ask('/api/v1/logs')).json()).toEqual({ lines: [line], total: 1, path: '~/log', problem: null });
    await ask('/api/v1/logs?level=error&text=a%20b&limit=5');
    expect(asked).toEqual([
      { level: 'info', text: '', limit: 200 },
      { level: 'error', text: 'a b', limit: 5 },
    ]);
    expect(written).toEqual([]);
  });

  it('refuses who has no token and what is no question', async () => {
    const { ask, asked } = open();
    expect((await ask('/api/v1/logs', { headers: { authorization: 'Bearer no' } })).status).toBe(401);
    for (const query of ['level=loud', 'limit=0', 'limit=9999', 'other=1', `text=${'x'.repeat(201)}`])
      expect((await ask(`/api/v1/logs?${query}`)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('is not there in a sidecar that keeps nothing', async () => {
    expect((await open({ log: null }).ask('/api/v1/logs')).status).toBe(404);
    expect((await makeApi().ask('/api/v1/logs')).status).toBe(404);
  });
});

describe('the control API', () => {
  it('writes down what was changed or refused, without query, body and names', async () => {
    const { ask, written } = open();
    await ask('/api/v1/tools/my-secret-name/install?x=1', { method: 'POST', body: '{"key":"value"}' });
    expect(written).toEqual([
      { level: 'warning', source: 'api', text: 'POST /api/v1/tools/:id/install was answered with 403' },
    ]);
  });

  it('writes down a defect with what it says to its log only', async () => {
    const { ask, written, defects } = open({ changes: () => Promise.reject(new TypeError('private words')) });
    const answer = await ask('/api/v1/changes');
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('private')]);
    expect(defects).toEqual([expect.any(TypeError)]);
    expect(written).toEqual([{ level: 'error', source: 'api', text: 'GET /api/v1/changes was answered with 500' }]);
  });
});
