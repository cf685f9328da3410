import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createExamine } from '../../../sidecar/studies/examine.ts';
import { makeHome } from './make-home.ts';

const TIMEOUT_MS = 90_000;

function open() {
  const { home, project } = makeHome();
  const steps: string[] = [];
  const stop = new AbortController();
  const examine = createExamine(home, { HOME: home, USERPROFILE: home });
  const question = { project, isOnline: false, onStep: (step: string) => steps.push(step), signal: stop.signal };
  return { home, project, steps, stop, examine, question };
}

describe('createExamine', () => {
  it('has the command line make a report, and tells its steps', { timeout: TIMEOUT_MS }, async () => {
    const { project, steps, examine, question } = open();
    writeFileSync(join(project, 'cart.ts'), 'export const cart = [];\n');
    const report = await examine({ kind: 'vitals', ...question });
    expect(report).toMatchObject({ path: project, totals: { code: 1 } });
    expect(steps).toContain('Listing the files');
  });

  it('says why there is none, in the words of the command line', { timeout: TIMEOUT_MS }, async () => {
    const { project, examine, question } = open();
    const asked = examine({ kind: 'vitals', ...question, project: join(project, 'none') });
    await expect(asked).rejects.toMatchObject({
      code: 'study.nothing',
      message: expect.stringContaining('is not a directory'),
      hint: 'Give the path of a project.',
    });
  });

  it('ends when it is told to', { timeout: TIMEOUT_MS }, async () => {
    const { stop, examine, question } = open();
    stop.abort();
    await expect(examine({ kind: 'usage', ...question, project: '' })).rejects.toMatchObject({ code: 'study.nothing' });
  });
});
