import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mineNotes } from '../../../sidecar/learn/notes.ts';
import { makeAttempt } from './make-attempts.ts';

const project = mkdtempSync(join(tmpdir(), 'headroom-notes-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));
mkdirSync(join(project, 'lib'));
writeFileSync(join(project, 'lib/cart.ts'), '');

const missing = (session: string, over: object = {}) => [
  makeAttempt({ project, session, command: 'rg x', text: 'bash: rg: command not found', isError: true, ...over }),
  makeAttempt({ project, session, command: 'ls', ...over }),
];
const wrongPath = (session: string, right: string) => [
  makeAttempt({
    project,
    session,
    command: 'cat src/cart.ts',
    text: 'cat: src/cart.ts: No such file or directory',
    isError: true,
  }),
  makeAttempt({ project, session, command: `cat ${right}` }),
];

describe('mineNotes', () => {
  it('writes down what was repeated, once, with how often and where', async () => {
    const notes = await mineNotes([...missing('s1'), ...missing('s1'), ...missing('s2')]);
    expect(notes).toMatchObject([{ rule: 'missing-tool', text: '`rg` is not installed here.', times: 3, sessions: 2 }]);
    expect(await mineNotes(missing('s1'))).toEqual([]);
  });

  it('prefers the advice that shows a way out', async () => {
    const better = missing('s2');
    better[1] = makeAttempt({ project, session: 's2', command: 'grep x' });
    const [note] = await mineNotes([...missing('s1'), ...missing('s3'), ...better]);
    expect(note?.text).toBe('`rg` is not installed here; use `grep`.');
  });

  it('counts a failure whose way out was found another time, and advises nothing where none ever was', async () => {
    const bad = { project, command: 'grep --colr x a', text: "grep: unrecognized option '--colr'", isError: true };
    const tried = [makeAttempt(bad), makeAttempt({ project, command: 'grep -n x a' }), makeAttempt(bad)];
    // It found nothing: exit code 1, which a client may call an error.
    const nothing = makeAttempt({ project, command: 'grep -n y b', text: '(empty)', isError: true });
    expect(await mineNotes([...tried, nothing])).toMatchObject([
      { text: '`grep` does not know `--colr`; `grep -n x a` works.', times: 2 },
    ]);
    expect(await mineNotes([makeAttempt(bad), makeAttempt(bad), nothing])).toEqual([]);
  });

  it('asks the disk about paths', async () => {
    expect(await mineNotes([...wrongPath('s1', 'lib/cart.ts'), ...wrongPath('s2', 'lib/cart.ts')])).toHaveLength(1);
    expect(await mineNotes([...wrongPath('s1', 'old/cart.ts'), ...wrongPath('s2', 'old/cart.ts')])).toEqual([]);
  });

  it('keeps clients apart, whose files are different', async () => {
    expect(await mineNotes([...missing('s1'), ...missing('s2', { client: 'codex' })])).toEqual([]);
  });
});
