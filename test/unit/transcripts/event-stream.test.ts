import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeReport, readEvents } from '../../../sidecar/transcripts/event-stream.ts';
import * as made from './make-lines.ts';

const userHome = mkdtempSync(join(tmpdir(), 'headroom-transcripts-'));
afterAll(() => rmSync(userHome, { recursive: true, force: true }));
const put = (path: string, text: string): string => {
  const full = join(userHome, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
};
put('.claude/projects/-shop/s1.jsonl', `${made.toLines([made.claudeUsage()])}{"cut`);
put('.claude/projects/-shop/s1/subagents/agent-1.jsonl', made.toLines([made.claudeUsage({ id: 'msg_2' })]));
put('.claude/projects/-shop/s1/tool-results/x.txt', 'not a transcript');
put('.codex/sessions/2026/11/20/rollout-1.jsonl', made.toLines([...made.codexHead, made.codexRecord('r1')]));
put('.gemini/tmp/shop/chats/session-1.jsonl', made.toLines([{ sessionId: 'g' }, made.geminiMessage()]));
put(
  '.gemini/tmp/shop/chats/session-0.json',
  JSON.stringify({ sessionId: 'h', messages: [made.geminiMessage()] }, null, 1),
);
put('.gemini/tmp/shop/.project_root', '/home/someone/shop\n');
const old = put('.claude/projects/-shop/old.jsonl', made.toLines([made.claudeUsage({ id: 'msg_9' })]));
utimesSync(old, 1000, 1000);

async function collect(sinceMs: number) {
  const report = makeReport();
  const events = [];
  for await (const event of readEvents({ userHome, env: {}, sinceMs, wanted: 'usage' }, report)) events.push(event);
  return { events, report };
}

describe('readEvents', () => {
  it('finds every client’s transcripts, sub-agents too, and skips files that are older than asked for', async () => {
    const { events, report } = await collect(1_000_000_000);
    const keys = events.map((event) => (event.kind === 'usage' ? event.key : null));
    expect(keys.filter((key) => key !== null && !key.includes(':call')).sort()).toEqual([
      'claude-code:msg_1:req_1',
      'claude-code:msg_2:req_1',
      'codex:r1',
      'gemini-cli:g1',
      'gemini-cli:g1',
    ]);
    expect(Object.fromEntries(report.files)).toEqual({ 'claude-code': 2, codex: 1, 'gemini-cli': 2 });
    expect(new Set(events.map(({ project }) => project))).toEqual(new Set(['/home/someone/shop']));
  });

  it('counts lines that are cut, and goes on', async () => {
    expect((await collect(0)).report).toMatchObject({ unreadableLines: 0, troubles: [] });
    const report = makeReport();
    for await (const _ of readEvents({ userHome, env: {}, sinceMs: 0, wanted: 'all' }, report));
    expect(report.unreadableLines).toBe(1);
  });

  it('finds nothing where no client has ever run', async () => {
    const report = makeReport();
    for await (const _ of readEvents(
      { userHome: join(userHome, 'none'), env: {}, sinceMs: 0, wanted: 'all' },
      report,
    )) {
      expect.unreachable();
    }
    expect(report.files.size).toBe(0);
  });
});
