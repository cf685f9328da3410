import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryRewriting } from '../../sidecar/shell/rewrite-trial.ts';
import { judgeTrial } from '../../sidecar/shell/trial-verdict.ts';

/** A client as small as can be: asks its model, asks its hook, holds its rules against one of both commands. */
const client = (judged: 'given' | 'returned') => `#!${process.execPath}
const { readFileSync } = require('node:fs');
const { execSync } = require('node:child_process');
const { HOME, ANTHROPIC_BASE_URL } = process.env;
const { hooks, permissions } = JSON.parse(readFileSync(HOME + '/.claude/settings.json', 'utf8'));
const post = async (url, body) => (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).text();
const ask = (messages) => post(ANTHROPIC_BASE_URL + '/v1/messages', { tools: [{}], messages });
const isFree = process.argv.includes('bypassPermissions');
(async () => {
  const stream = await ask([{ role: 'user', content: 'go' }]);
  const given = JSON.parse(JSON.parse(/"partial_json":("(?:[^"\\\\]|\\\\.)*")/.exec(stream)[1])).command;
  const answer = JSON.parse(await post(hooks.PreToolUse[0].hooks[0].url, { tool_input: { command: given } }));
  const returned = answer.hookSpecificOutput?.updatedInput.command ?? given;
  const isNamed = (rule) => permissions[rule] !== undefined && ${judged}.startsWith('touch');
  let content = 'Permission has been denied.';
  if (isNamed('ask') || !(isNamed('deny') || isNamed('allow') || isFree)) content = 'Approval is needed.';
  else if (!isNamed('deny')) content = String(execSync(returned.replace(/.* -- /, '')));
  await ask([{ role: 'user', content: [{ type: 'tool_result', content }] }]);
})();
`;

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-fake-client-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

async function judge(text: string) {
  const program = join(directory, 'claude');
  writeFileSync(program, text);
  chmodSync(program, 0o700);
  const cells = await tryRewriting(program, () => {});
  return { cells, ...judgeTrial(cells) };
}

describe.skipIf(process.platform === 'win32')('tryRewriting', { timeout: 120_000 }, () => {
  it('finds out a client that holds its rules against the rewritten command', async () => {
    const { isLawful, cells } = await judge(client('returned'));
    expect(isLawful).toBe(false);
    expect(cells.find(({ mode, rule }) => mode === 'bypassPermissions' && rule === 'deny')).toMatchObject({
      asItIs: 'denied',
      rewritten: 'ran',
    });
  });

  it('trusts a client that holds them against the command as it was', async () => {
    expect(await judge(client('given'))).toMatchObject({ isLawful: true });
  });

  it('knows nothing of a client that does not speak', async () => {
    const { isLawful, cells } = await judge(`#!${process.execPath}\n`);
    expect([isLawful, cells[0]?.asItIs]).toEqual([false, null]);
  });
});
