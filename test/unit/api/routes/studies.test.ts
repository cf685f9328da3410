import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notesStudy, project, usageStudy, vitalsStudy } from '../../../../sidecar/api/schemas/studies.ts';
import { vitalsReport } from '../../../../sidecar/api/schemas/vitals.ts';
import { createStudies } from '../../../../sidecar/studies/index.ts';
import type { Examine } from '../../../../sidecar/studies/types.ts';
import { scanVitals } from '../../../../sidecar/vitals/index.ts';
import { makeHome, notesReport } from '../../studies/make-home.ts';
import { makeFunction, makeProject } from '../../vitals/make-project.ts';
import { makeApi } from '../make-api.ts';

function open() {
  const { home, project: path } = makeHome();
  const reports = { notes: notesReport, usage: { reports: [], files: 0, troubles: [] } };
  const examine = (async ({ kind }: { kind: keyof typeof reports }) => reports[kind]) as unknown as Examine;
  const none = async () => [];
  const studies = createStudies({ home, env: {}, connected: none, named: none, examine });
  const { ask } = makeApi({ studies });
  const post = (to: string, body: object) => ask(`/api/v1/${to}`, { method: 'POST', body: JSON.stringify(body) });
  const read = async (to: string) => (await ask(`/api/v1/${to}`)).json();
  return { path, ask, post, read, query: new URLSearchParams({ project: path }) };
}

describe('the studies of the API', () => {
  it('begin on request, are read, applied and undone, and answer as documented', async () => {
    const { path, post, read, query } = open();
    expect((await post('studies/start', { kind: 'notes', project: path })).status).toBe(200);
    await expect.poll(async () => notesStudy.parse(await read(`notes?${query}`)).report).not.toBeNull();
    const revisions = notesStudy.parse(await read(`notes?${query}`)).drafts.map(({ revision }) => revision);
    const wrong = await post('notes/apply', { project: path, revisions: ['other'] });
    expect([wrong.status, await wrong.json()]).toMatchObject([409, { code: 'file.changed' }]);
    expect((await post('notes/apply', { project: path, revisions })).status).toBe(200);
    expect(notesStudy.parse(await read(`notes?${query}`)).applied).toHaveLength(1);
    expect(await (await post('notes/undo', { project: path })).json()).toMatchObject({ files: [expect.any(String)] });
    await post('studies/start', { kind: 'usage' });
    await expect.poll(async () => usageStudy.parse(await read('usage')).report).not.toBeNull();
    expect(vitalsStudy.parse(await read(`vitals?${query}`))).toEqual({ run: null, report: null, reportedAt: null });
    expect((await post('studies/cancel', { kind: 'vitals' })).status).toBe(200);
    const projects = z.array(project).parse(((await read('projects')) as { projects: unknown }).projects);
    expect(projects.map((each) => each.path)).toEqual([path]);
  });

  it('refuse what they cannot do, and say what to do instead', async () => {
    const { post, ask } = open();
    for (const [to, body, status] of [
      ['studies/start', { kind: 'vitals', project: 'no-path' }, 422],
      ['studies/start', { kind: 'horoscope' }, 400],
      ['notes/apply', { project: '/', revisions: [] }, 409],
    ] as const) {
      const answer = await post(to, body);
      expect([answer.status, await answer.json()]).toMatchObject([status, { hint: expect.any(String) }]);
    }
    expect((await ask('/api/v1/vitals')).status).toBe(400);
    expect((await ask('/api/v1/usage', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await makeApi().ask('/api/v1/usage')).status).toBe(403);
  });

  it('describe a scan as it is', async () => {
    const made = makeProject({ 'src/long.ts': makeFunction('long', 120), 'src/same.ts': makeFunction('long', 120) });
    const { home } = makeHome();
    try {
      const report = await scanVitals(made.path, home);
      expect(vitalsReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    } finally {
      made.remove();
    }
  });
});
