import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { type Ended, runNode } from './support/run-process.ts';

let home = '';
let project = '';
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-learn-')));
  project = join(home, 'shop');
  mkdirSync(join(project, 'lib'), { recursive: true });
  writeFileSync(join(project, 'lib/cart.ts'), 'export {};\n');
  const directory = join(home, '.claude/projects/-shop');
  mkdirSync(directory, { recursive: true });
  for (const session of ['s1', 's2']) writeFileSync(join(directory, `${session}.jsonl`), makeSession(session));
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

/** A session that looks for a file in the wrong place first. */
function makeSession(sessionId: string): string {
  const entry = (type: string, content: object) =>
    JSON.stringify({
      type,
      sessionId,
      cwd: project,
      timestamp: new Date().toISOString(),
      message: { content: [content] },
    });
  const call = (id: string, command: string) =>
    entry('assistant', { type: 'tool_use', id: sessionId + id, name: 'Bash', input: { command } });
  const result = (id: string, content: string, is_error = false) =>
    entry('user', { type: 'tool_result', tool_use_id: sessionId + id, content, is_error });
  return [
    call('1', 'cat src/cart.ts'),
    result('1', 'Exit code 1\ncat: src/cart.ts: No such file or directory', true),
    call('2', 'cat lib/cart.ts'),
    result('2', 'export {};'),
  ].join('\n');
}

function headroom(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: join(home, 'h'), HOME: home, USERPROFILE: home };
  return runNode([join(root, 'sidecar/cli/headroom.mjs'), 'learn', '--project', project, ...args], { env });
}

describe('headroom learn', () => {
  const text = '`src/cart.ts` does not exist; the file is `lib/cart.ts`. (2 times in 2 sessions of Claude Code';

  it('shows what it would write, writes it when told to, and takes it back', async () => {
    const file = join(project, 'CLAUDE.local.md');
    const shown = await headroom();
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining(text) });
    expect(shown.stderr).toContain('Nothing is written');
    expect(existsSync(file)).toBe(false);
    expect((await headroom('--apply')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(text);
    expect((await headroom()).stdout).toContain('No failure was repeated');
    expect((await headroom('--undo')).stdout).toContain(file);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses to do and undo at once', async () => {
    expect((await headroom('--apply', '--undo')).code).toBe(2);
  });
});
