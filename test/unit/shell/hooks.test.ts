import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShellDoor } from '../../../sidecar/shell/hooks.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-hooks-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** An engine that shortens everything to the question it was told. */
async function compress(body: Uint8Array): Promise<Uint8Array> {
  const { messages } = JSON.parse(Buffer.from(body).toString()) as { messages: { content: unknown }[] };
  const made = [messages[0], messages[1], { content: [{ content: String(messages[0]!.content) }] }];
  return Buffer.from(JSON.stringify({ messages: made, report: { tokens_before: 9, tokens_after: 1 } }));
}

function makeEvent(transcript_path: string): object {
  const tool_response = { stdout: 'text', stderr: '' };
  return { hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: {}, transcript_path, tool_response };
}

describe('the shell door', () => {
  it('tells the engine what the user asked last', async () => {
    const path = join(directory, 's.jsonl');
    writeFileSync(path, `${JSON.stringify({ type: 'user', message: { content: 'find order 31' } })}\n`);
    const answer = await createShellDoor(compress).answerHook(makeEvent(path));
    expect(answer).toMatchObject({ hookSpecificOutput: { updatedToolOutput: { stdout: 'find order 31' } } });
  });

  it.each(['secret.txt', 'missing.jsonl', ''])('opens nothing but a transcript: %s', async (name) => {
    writeFileSync(join(directory, 'secret.txt'), JSON.stringify({ type: 'user', message: { content: 'secret' } }));
    const answer = await createShellDoor(compress).answerHook(makeEvent(name && join(directory, name)));
    expect(answer).toMatchObject({ hookSpecificOutput: { updatedToolOutput: { stdout: '' } } });
  });

  it('fails open', async () => {
    const door = createShellDoor(() => Promise.reject(new Error('the engine is gone')));
    expect(await door.shorten({ command: 'x', exitCode: 0, text: 'x' })).toBeNull();
    expect(await door.answerHook(makeEvent(''))).toEqual({});
    expect(await door.answerHook('odd')).toEqual({});
  });
});
