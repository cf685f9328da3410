import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../sidecar/contract/errors.ts';
import { createStudies } from '../../../sidecar/studies/create-studies.ts';
import type { Examine, Question, Reports } from '../../../sidecar/studies/types.ts';
import { makeHome, notesReport } from './make-home.ts';

/** Studies whose reading ends when the test says so. */
function open() {
  const { home, project } = makeHome();
  const asked: { question: Question<keyof Reports>; end: (report: unknown) => void; fail: (cause: Error) => void }[] =
    [];
  const examine = ((question: Question<keyof Reports>) =>
    new Promise((end, fail) => {
      asked.push({ question, end, fail });
      question.signal.addEventListener('abort', () => fail(new Error('ended')));
    })) as unknown as Examine;
  const studies = createStudies({
    home,
    env: {},
    connected: async () => [{ client: 'codex', sinceMs: 3 }],
    named: async () => [
      { project, lastAt: 9 },
      { project: 'a name', lastAt: 1 },
    ],
    examine,
    now: () => 1_700_000_000_000,
  });
  return { home, project, asked, studies };
}

describe('studies', () => {
  it('tell how a run goes, keep its report, and write and take back just what was shown', async () => {
    const { project, asked, studies } = open();
    const file = join(project, 'CLAUDE.local.md');
    await studies.start('notes', project);
    asked[0]?.question.onStep('Reading');
    expect((await studies.notes(project)).run).toMatchObject({ state: 'running', step: 'Reading' });
    asked[0]?.end(notesReport);
    await expect.poll(async () => (await studies.notes(project)).run).toBeNull();
    const { drafts, applied, report } = await studies.notes(project);
    expect([drafts.length, applied, report]).toEqual([1, [], notesReport]);
    expect(
      await studies.apply(
        project,
        drafts.map(({ revision }) => revision),
      ),
    ).toEqual([file]);
    expect(await studies.notes(project)).toMatchObject({ drafts: [], applied: [file] });
    expect(await studies.undo(project)).toEqual([file]);
    expect(existsSync(file)).toBe(false);
    expect((await studies.notes(project)).applied).toEqual([]);
  });

  it('run one of each kind at a time, and end when cancelled', async () => {
    const { project, asked, studies } = open();
    await studies.start('vitals', project);
    await studies.start('usage', '');
    await expect(studies.start('vitals', project)).rejects.toMatchObject({ code: 'study.busy' });
    studies.cancel('vitals');
    await expect.poll(async () => (await studies.vitals(project)).run?.state).toBe('cancelled');
    await studies.start('vitals', project, { isOnline: true });
    expect((await studies.vitals(project)).run?.state).toBe('running');
    expect(asked.map(({ question }) => question.isOnline)).toEqual([false, false, true]);
    studies.close();
    await expect.poll(async () => (await studies.usage()).run?.state).toBe('cancelled');
  });

  it('keep the last report when the next run fails, with the reason', async () => {
    const { project, asked, studies } = open();
    await studies.start('notes', project);
    asked[0]?.end(notesReport);
    await expect.poll(async () => (await studies.notes(project)).reportedAt).not.toBeNull();
    await studies.start('notes', project);
    asked[1]?.fail(new AppError('study.nothing', 'No.', { hint: 'Later.' }));
    await expect.poll(async () => (await studies.notes(project)).run?.state).toBe('failed');
    expect(await studies.notes(project)).toMatchObject({
      run: { error: { message: 'No.', hint: 'Later.' } },
      report: notesReport,
    });
  });

  it('refuse what is no project', async () => {
    const { project, studies } = open();
    writeFileSync(join(project, 'file'), '');
    for (const path of ['', 'relative', join(project, 'file'), join(project, 'none')]) {
      await expect(studies.start('vitals', path)).rejects.toMatchObject({ code: 'file.unreadable' });
    }
    await expect(studies.apply(project, [])).rejects.toMatchObject({ code: 'study.nothing' });
  });

  it('know the projects of the ledger, of transcripts and of reports that are still there', async () => {
    const { project, asked, studies } = open();
    expect(await studies.projects()).toEqual([{ path: project, sources: ['ledger'], lastAt: 9 }]);
    await studies.start('usage', '');
    const row = (label: string) => ({ label, lastAt: 12 });
    asked[0]?.end({
      reports: [{ by: 'project', rows: [row(project), row('/gone/long/ago')] }],
      files: 2,
      troubles: [],
    });
    await expect.poll(async () => (await studies.usage()).reportedAt).not.toBeNull();
    expect((await studies.usage()).connected).toEqual([{ client: 'codex', sinceMs: 3 }]);
    expect(await studies.projects()).toEqual([{ path: project, sources: ['transcripts', 'ledger'], lastAt: 12 }]);
  });
});
